package dev.kato.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kato.cli.StandaloneServer;
import dev.kato.server.KatoServer;
import dev.kato.server.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard and the alert rules ask for metrics that the server really has. */
class MonitoringTest {

  private static final Path FOLDER = Path.of("../deploy/monitoring");
  private static final Pattern METRIC = Pattern.compile("\\b(?:kato|jvm|process)_[a-z_]+");

  @ParameterizedTest
  @ValueSource(strings = {"grafana-dashboard.json", "alerts.yml"})
  void everyMetricAskedForIsExported(String file) throws Exception {
    Set<String> asked = names(Files.readString(FOLDER.resolve(file)));

    assertThat(asked).hasSizeGreaterThan(5);
    assertThat(exported()).containsAll(asked);
  }

  @Test
  void theDashboardIsJson() throws IOException {
    String text = Files.readString(FOLDER.resolve("grafana-dashboard.json"));
    assertThat(new JsonMapper().readTree(text).get("panels")).isNotEmpty();
  }

  private static Set<String> exported() throws Exception {
    try (KatoServer server = StandaloneServer.start(Settings.local())) {
      URI uri = URI.create("http://127.0.0.1:" + server.port());
      Client client = new Client(uri);
      String session = "/v2/sessions/" + client.openSession("a", Map.of());
      client.insist("POST", session + "/observe", Map.of("strings", List.of("x", "y"))).ok();
      client.insist("GET", session + "/predictions", null).ok();
      client.insist("POST", session + "/learn", null).ok();
      HttpRequest scrape =
          HttpRequest.newBuilder(uri.resolve("/metrics")).header("Accept", "text/plain").build();
      return names(HttpClient.newHttpClient().send(scrape, BodyHandlers.ofString()).body());
    }
  }

  private static Set<String> names(String text) {
    return METRIC
        .matcher(text)
        .results()
        .map(match -> match.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

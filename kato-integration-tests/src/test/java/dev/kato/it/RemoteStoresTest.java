package dev.kato.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kato.cli.StandaloneServer;
import dev.kato.model.Event;
import dev.kato.recall.ConformanceCase;
import dev.kato.server.KatoServer;
import dev.kato.server.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server on MongoDB, Redis and Qdrant answers byte for byte what one in memory answers. */
class RemoteStoresTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static KatoServer inMemory;
  private static KatoServer remote;

  @BeforeAll
  static void start() throws IOException {
    inMemory = StandaloneServer.start(Settings.local());
    remote = StandaloneServer.start(Settings.of(TestStores.variables()));
  }

  @AfterAll
  static void stop() {
    inMemory.close();
    remote.close();
  }

  static Stream<ConformanceCase> cases() {
    return ConformanceCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void conformanceCases(ConformanceCase given) throws Exception {
    assertThat(answers(remote, given)).isEqualTo(answers(inMemory, given));
  }

  @Test
  void vectorsWithEqualAndNearlyEqualDistances() throws Exception {
    assertThat(vectorAnswers(remote)).isEqualTo(vectorAnswers(inMemory));
  }

  private static List<String> answers(KatoServer server, ConformanceCase given) throws Exception {
    Client client =
        new Client(
            server,
            given.toString(),
            Map.of(
                "recall_threshold",
                given.recallThreshold(),
                "max_predictions",
                10_000,
                "sort_symbols",
                false));
    for (ConformanceCase.Learn learn : given.learns()) {
      List<Map<String, ?>> observations = new ArrayList<>();
      learn.emotives().forEach(entry -> observations.add(Map.of("emotives", entry)));
      learn.metadata().forEach(entry -> observations.add(Map.of("metadata", entry)));
      learn.events().forEach(event -> observations.add(Map.of("strings", event.symbols())));
      client.post("/observe-sequence", sequence(observations, true));
    }
    List<Map<String, ?>> stm = new ArrayList<>();
    for (Event event : given.stm()) {
      stm.add(Map.of("strings", event.symbols()));
    }
    client.post("/observe-sequence", sequence(stm, false));
    return List.of(client.get("/stm"), client.get("/predictions"), client.patterns());
  }

  private static List<String> vectorAnswers(KatoServer server) throws Exception {
    Client client = new Client(server, "vectors", Map.of());
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      List<Double> vector = List.of(i % 7 * 0.1, i % 3 * 1e-4, i / 11.0);
      client.post("/observe", Map.of("vectors", List.of(vector), "strings", List.of("v" + i)));
      if (i % 2 == 1) {
        answers.add(client.get("/stm"));
        client.post("/learn", Map.of());
      }
    }
    answers.add(client.patterns());
    return answers;
  }

  private static Map<String, ?> sequence(List<Map<String, ?>> observations, boolean learn) {
    return Map.of("observations", observations, "learn_at_end", learn);
  }

  /** One session; ids of sessions are masked in what it returns. */
  private static final class Client {
    private final String base;
    private final String user;
    private final String session;

    Client(KatoServer server, String user, Map<String, ?> config) throws Exception {
      this.base = "http://127.0.0.1:" + server.port() + "/v2";
      this.user = user;
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("user_id", user);
      body.put("config", config);
      String created = send(request("/sessions").POST(json(body)).build());
      this.session = JSON.readTree(created).get("session_id").textValue();
    }

    String post(String path, Object body) throws Exception {
      return send(request("/sessions/" + session + path).POST(json(body)).build());
    }

    String get(String path) throws Exception {
      return send(request("/sessions/" + session + path).GET().build()).replace(session, "SESSION");
    }

    String patterns() throws Exception {
      String path = "/users/" + user.replace(" ", "%20") + "/patterns?limit=1000";
      return send(request(path).GET().build());
    }

    private HttpRequest.Builder request(String path) {
      return HttpRequest.newBuilder(URI.create(base + path));
    }

    private static HttpRequest.BodyPublisher json(Object body) throws IOException {
      return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
    }

    private static String send(HttpRequest request) throws Exception {
      HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      return response.body();
    }
  }
}

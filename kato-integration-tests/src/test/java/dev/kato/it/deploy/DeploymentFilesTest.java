package dev.kato.it.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.kato.cli.StandaloneServer;
import dev.kato.config.ConfigKey;
import dev.kato.server.KatoServer;
import dev.kato.server.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What can be said of image, Compose file and Kubernetes manifests without Docker. */
class DeploymentFilesTest {

  private static final Path DEPLOY = Path.of("../deploy");
  private static final String KEY = "KATO_API_KEY";

  /** Read by the JVM, not by the server. */
  private static final Set<String> OF_THE_JVM = Set.of("JAVA_TOOL_OPTIONS");

  private static String text(String file) throws IOException {
    return Files.readString(DEPLOY.resolve(file));
  }

  /** The variables that the server's sources name. */
  private static Set<String> variables() throws IOException {
    Set<String> names = new TreeSet<>();
    Pattern name = Pattern.compile("(?:text|whole|bool|oneOf|list)\\(\\s*\"([A-Z][A-Z0-9_]+)\"");
    for (String sources :
        List.of(
            "../kato-server-minimal/src/main/java/dev/kato/server",
            "../kato-cli/src/main/java/dev/kato/cli")) {
      try (Stream<Path> files = Files.list(Path.of(sources))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          String source = Files.readString(file);
          name.matcher(source).results().forEach(match -> names.add(match.group(1)));
        }
      }
    }
    assertThat(names).hasSizeGreaterThan(20).contains("PORT", "MONGO_BASE_URL", "MAX_SESSIONS");
    return names;
  }

  private static Set<String> allVariables() throws IOException {
    Set<String> names = new TreeSet<>(variables());
    Arrays.stream(ConfigKey.values()).map(Enum::name).forEach(names::add);
    return names;
  }

  /** Whether a server that is ready answers these paths with 200, without a key. */
  private static void areAnswered(Set<String> paths) throws Exception {
    Settings settings = Settings.local().with(KEY, "secret".repeat(3));
    try (KatoServer server = StandaloneServer.start(settings)) {
      for (String path : paths) {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        int status =
            HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
        assertThat(status).as(path).isEqualTo(200);
      }
    }
  }

  private static void stopsInTime(Map<String, String> environment, int grace) {
    int delay = Integer.parseInt(environment.getOrDefault("SHUTDOWN_DELAY", "0"));
    int timeout = Integer.parseInt(environment.getOrDefault("SHUTDOWN_TIMEOUT", "30"));
    assertThat(grace).isGreaterThan(delay + timeout);
  }

  @Test
  void everyVariableOfTheServerIsInTheGuides() throws IOException {
    String guides =
        Files.readString(Path.of("../docs/operations.md"))
            + Files.readString(Path.of("../docs/security.md"));

    assertThat(variables()).allMatch(name -> guides.contains("`" + name + "`"), "is in a guide");
  }

  @Nested
  class TheImage {

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void startsAsThePlatformsExpect() throws Exception {
      String image = text("Dockerfile");
      Matcher line = Pattern.compile("(?m)^ENV (.*)$").matcher(image);
      assertThat(line.find()).isTrue();
      Matcher pair = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|(\\S+))").matcher(line.group(1));
      while (pair.find()) {
        environment.put(pair.group(1), pair.group(2) == null ? pair.group(3) : pair.group(2));
      }
      environment.keySet().removeAll(OF_THE_JVM);

      assertThat(allVariables()).containsAll(environment.keySet());
      assertThat(image).contains("EXPOSE " + environment.get("PORT") + "\n");
      assertThat(image).contains("/opt/kato/kato-server.jar").contains("USER 10001:10001\n");
      assertThat(text("docker/kato")).contains("/opt/kato/kato-server.jar \"$@\"");
      Matcher probe = Pattern.compile("127\\.0\\.0\\.1:\\$\\{PORT}(/[^\"]*)\"").matcher(image);
      assertThat(probe.find()).isTrue();
      areAnswered(Set.of(probe.group(1)));
      Matcher copied = Pattern.compile("(?m)^COPY (deploy/\\S+) ").matcher(image);
      assertThat(copied.find()).isTrue();
      assertThat(Path.of("..").resolve(copied.group(1))).isExecutable();
    }
  }

  @Nested
  class TheComposeFile {

    private final Tree compose = Tree.read(DEPLOY.resolve("docker-compose.yml")).get(0);

    @Test
    void configuresServersThatStartAndReachTheirStores() throws Exception {
      for (String name : List.of("primary", "secondary")) {
        Tree service = compose.at("services", name);
        Map<String, String> environment = service.at("environment").texts();

        assertThat(allVariables()).containsAll(environment.keySet());
        assertThat(environment.get(KEY)).as("no start without a key").contains("?");
        Map<String, String> given = new HashMap<>(environment);
        given.put(KEY, "secret".repeat(3));
        assertThatCode(() -> Settings.of(given)).doesNotThrowAnyException();
        Set<String> services = compose.at("services").keys();
        assertThat(services).contains(environment.get("QDRANT_HOST"));
        assertThat(services).contains(URI.create(environment.get("REDIS_URL")).getHost());
        assertThat(services).contains(URI.create(environment.get("MONGO_BASE_URL")).getHost());
        assertThat(services).containsAll(service.at("depends_on").keys());
        stopsInTime(
            environment, Integer.parseInt(service.text("stop_grace_period").replace("s", "")));
        assertThat(DEPLOY.resolve(service.text("build", "context")).resolve("deploy/Dockerfile"))
            .exists();
      }
    }

    @Test
    void putsTheTestedNginxInFrontOfBothServers() throws IOException {
      Tree nginx = compose.at("services", "nginx");
      List<String> mounted = new ArrayList<>();
      for (String volume : nginx.list("volumes")) {
        String[] parts = volume.split(":");
        assertThat(DEPLOY.resolve(parts[0])).exists();
        assertThat(parts[1]).startsWith("/etc/nginx/");
        mounted.add(parts[1].substring("/etc/nginx/".length()));
      }
      String configuration = text("nginx/compose.conf");
      String port = compose.at("services", "primary").at("environment").texts().get("PORT");

      assertThat(mounted).contains("nginx.conf");
      Matcher included = Pattern.compile("include (\\S+);").matcher(configuration);
      included.results().forEach(match -> assertThat(mounted).contains(match.group(1)));
      for (String server : nginx.list("depends_on")) {
        assertThat(configuration).contains("server " + server + ":" + port + " ");
      }
      assertThat(configuration).contains("listen 8000;");
      assertThat(nginx.list("ports")).containsExactly("127.0.0.1:8000:8000");
    }
  }

  @Nested
  class TheKubernetesManifests {

    private final List<Tree> manifests = Tree.read(DEPLOY.resolve("kubernetes/kato.yaml"));

    private Tree of(String kind) {
      return manifests.stream()
          .filter(manifest -> manifest.text("kind").equals(kind))
          .findFirst()
          .orElseThrow();
    }

    @Test
    void configureServersThatStartAndStopInTime() throws Exception {
      Map<String, String> environment = new HashMap<>(of("ConfigMap").at("data").texts());
      Tree pod = of("Deployment").at("spec", "template", "spec");
      Tree container = pod.first("containers");
      container.each("env").forEach(variable -> environment.put(variable.text("name"), "a-pod"));
      Matcher secret =
          Pattern.compile("from-literal=(\\w+)=").matcher(text("kubernetes/kato.yaml"));
      Set<String> secrets =
          secret.results().map(match -> match.group(1)).collect(Collectors.toSet());

      assertThat(secrets).contains("MONGO_BASE_URL", "REDIS_URL", KEY);
      assertThat(allVariables()).containsAll(environment.keySet()).containsAll(secrets);
      stopsInTime(environment, Integer.parseInt(pod.text("terminationGracePeriodSeconds")));
      environment.put(KEY, "secret".repeat(3));
      assertThatCode(() -> Settings.of(environment)).doesNotThrowAnyException();
      assertThat(container.first("ports").text("containerPort")).isEqualTo(environment.get("PORT"));
      assertThat(pod.text("securityContext", "runAsUser")).isEqualTo("10001");
    }

    @Test
    void probePathsThatAreAnsweredWithoutAKey() throws Exception {
      Tree container = of("Deployment").at("spec", "template", "spec").first("containers");
      Map<String, String> paths = new HashMap<>();
      for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        assertThat(container.text(probe, "httpGet", "port"))
            .isEqualTo(container.first("ports").text("name"));
        paths.put(probe, container.text(probe, "httpGet", "path"));
      }

      assertThat(paths.get("livenessProbe")).isEqualTo("/health/live");
      assertThat(paths.get("readinessProbe")).isEqualTo("/health/ready");
      areAnswered(Set.copyOf(paths.values()));
    }

    @Test
    void selectThePodsTheyMakeAndNameTheSameThings() {
      Map<String, String> labels =
          of("Deployment").at("spec", "template", "metadata", "labels").texts();

      assertThat(of("Deployment").at("spec", "selector", "matchLabels").texts()).isEqualTo(labels);
      assertThat(of("Service").at("spec", "selector").texts()).isEqualTo(labels);
      assertThat(of("PodDisruptionBudget").at("spec", "selector", "matchLabels").texts())
          .isEqualTo(labels);
      Tree server = of("Deployment").at("spec", "template", "spec").first("containers");
      Tree purge =
          of("CronJob").at("spec", "jobTemplate", "spec", "template", "spec").first("containers");
      for (Tree container : List.of(server, purge)) {
        assertThat(container.text("image")).isEqualTo("kato:local");
        for (Tree source : container.each("envFrom")) {
          source.keys().forEach(kind -> assertThat(source.text(kind, "name")).isEqualTo("kato"));
        }
      }
      assertThat(purge.list("args")).first().isEqualTo("purge");
      assertThat(of("Service").at("spec").first("ports").text("targetPort"))
          .isEqualTo(server.first("ports").text("name"));
    }
  }

  @Nested
  class PrometheusConfiguration {

    @Test
    void scrapesTheServersOfTheComposeFile() throws IOException {
      Tree job =
          Tree.read(DEPLOY.resolve("monitoring/prometheus.yml")).get(0).first("scrape_configs");
      Tree compose = Tree.read(DEPLOY.resolve("docker-compose.yml")).get(0);

      assertThat(job.text("metrics_path")).isEqualTo("/metrics");
      for (String target : job.first("static_configs").list("targets")) {
        assertThat(compose.at("services").keys()).contains(target.split(":")[0]);
      }
      for (Tree group : Tree.read(DEPLOY.resolve("monitoring/alerts.yml")).get(0).each("groups")) {
        assertThat(group.each("rules"))
            .isNotEmpty()
            .allSatisfy(rule -> assertThat(rule.text("expr")).isNotBlank());
      }
    }
  }
}

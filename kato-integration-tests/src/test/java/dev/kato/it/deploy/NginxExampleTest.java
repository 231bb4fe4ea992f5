package dev.kato.it.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.cli.StandaloneServer;
import dev.kato.server.KatoServer;
import dev.kato.server.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples for nginx, each in front of a server, with requests that go through. */
class NginxExampleTest {

  @TempDir private Path folder;
  private KatoServer server;
  private NginxExample nginx;

  @BeforeEach
  void startServer() throws IOException {
    NginxExample.needs("nginx");
    server = StandaloneServer.start(Settings.local());
  }

  @AfterEach
  void stopEverything() {
    if (nginx != null) {
      nginx.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private String address() {
    return "127.0.0.1:" + server.port();
  }

  @Test
  void theExampleOfComposePassesRequestsOn() throws Exception {
    int port = NginxExample.freePort();
    Map<String, String> site =
        Map.of(
            "listen 8000;", "listen 127.0.0.1:" + port + ";",
            "primary:8000", address(),
            "secondary:8000", address());
    nginx = NginxExample.start(folder, "compose.conf", site, port);

    learnsThrough(HttpClient.newHttpClient(), "http://127.0.0.1:" + port);
  }

  @Test
  void theExampleWithTlsSpeaksTlsOnly() throws Exception {
    int port = NginxExample.freePort();
    int plain = NginxExample.freePort();
    nginx = NginxExample.start(folder, "nginx.conf", tlsSite(port, plain), port);
    HttpClient client = HttpClient.newBuilder().sslContext(trusting()).build();

    HttpResponse<String> answer = learnsThrough(client, "https://localhost:" + port);

    assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
    assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
    assertThat(answer.headers().firstValue("Server")).hasValue("nginx");
    HttpResponse<String> redirect = get(client, "http://127.0.0.1:" + plain + "/health");
    assertThat(redirect.statusCode()).isEqualTo(308);
    assertThat(redirect.headers().firstValue("Location").orElseThrow()).startsWith("https://");
    assertThat(get(client, "https://localhost:" + port + "/metrics").statusCode()).isEqualTo(200);
    onlyModernProtocols("https://localhost:" + port + "/health");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/metrics",
        "/metrics/",
        "/metrics//",
        "/v2/metrics",
        "/v2/metrics/",
        "//metrics",
        "//x/metrics",
        "/health/../metrics",
        "/%6detrics",
        "/./metrics"
      })
  void whatIsForOperatorsIsForNobodyElseHoweverItIsWritten(String target) throws Exception {
    int port = NginxExample.freePort();
    Map<String, String> site = new HashMap<>(tlsSite(port, NginxExample.freePort()));
    site.put("allow 127.0.0.1;", "");
    nginx = NginxExample.start(folder, "nginx.conf", withoutTls(site, port), port);

    assertThat(raw(port, target)).doesNotStartWith("HTTP/1.1 200").doesNotContain("uptime_seconds");
  }

  @Test
  void whoAsksTooOftenIsToldAndOthersGoOn() throws Exception {
    int port = NginxExample.freePort();
    Map<String, String> site = withoutTls(tlsSite(port, NginxExample.freePort()), port);
    site.put("rate=200r/s", "rate=1r/m");
    site.put("burst=400", "burst=2");
    nginx = NginxExample.start(folder, "nginx.conf", site, port);
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      statuses.add(status(port, "X-API-Key", "one of two callers"));
    }

    assertThat(statuses).containsExactly(200, 200, 200, 429, 429);
    assertThat(status(port, "X-API-Key", "the other of them")).isEqualTo(200);
    assertThat(status(port, "Authorization", "Bearer a third one")).isEqualTo(200);
  }

  private static int status(int port, String header, String value) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
            .header(header, value)
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  /** The same without TLS, which is not what is asked here. */
  private static Map<String, String> withoutTls(Map<String, String> site, int port) {
    Map<String, String> plain = new HashMap<>(site);
    plain.put("listen 443 ssl;", "listen 127.0.0.1:" + port + ";");
    return plain;
  }

  /** A target as it stands, which a client would tidy up. */
  private static String raw(int port, String target) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      String head = "GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void onlyModernProtocols(String uri) throws Exception {
    HttpResponse<String> older = get(with("TLSv1.2"), uri);
    assertThat(older.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.2");
    assertThat(older.sslSession().orElseThrow().getCipherSuite()).contains("_ECDHE_", "_GCM_");
    assertThatThrownBy(() -> get(HttpClient.newHttpClient(), uri)).isInstanceOf(SSLException.class);
  }

  private HttpClient with(String protocol) throws Exception {
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {protocol});
    return HttpClient.newBuilder().sslContext(trusting()).sslParameters(parameters).build();
  }

  private Map<String, String> tlsSite(int port, int plain) throws Exception {
    Path certificate = folder.resolve("kato.pem");
    Path key = folder.resolve("kato.key");
    makeCertificate(certificate, key);
    return Map.of(
        "listen 80;", "listen 127.0.0.1:" + plain + ";",
        "listen 443 ssl;", "listen 127.0.0.1:" + port + " ssl;",
        "server_name kato.example.org;", "server_name localhost;",
        "/etc/nginx/tls/kato.pem", certificate.toString(),
        "/etc/nginx/tls/kato.key", key.toString(),
        "/var/log/nginx/kato.log", folder.resolve("access.log").toString(),
        "10.0.0.11:8000", address(),
        "10.0.0.12:8000", address());
  }

  private void makeCertificate(Path certificate, Path key) throws Exception {
    NginxExample.needs("openssl");
    String command =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
            + " -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1"
            + " -keyout %s -out %s";
    Process process =
        new ProcessBuilder(command.formatted(key, certificate).split(" "))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("openssl.log").toFile())
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("openssl.log"))).isZero();
  }

  private SSLContext trusting() throws Exception {
    Certificate certificate;
    try (InputStream in = Files.newInputStream(folder.resolve("kato.pem"))) {
      certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("kato", certificate);
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  /** The answer to a learning, which the server behind has carried out. */
  private HttpResponse<String> learnsThrough(HttpClient client, String base) throws Exception {
    String opened = post(client, base + "/v2/sessions", "{\"user_id\":\"a\"}").body();
    String session = opened.replaceAll(".*\"session_id\":\"([^\"]*)\".*", "$1");
    post(client, base + "/v2/sessions/" + session + "/observe", "{\"strings\":[\"x\",\"y\"]}");
    HttpResponse<String> learned = post(client, base + "/v2/sessions/" + session + "/learn", "{}");
    assertThat(learned.body()).contains("\"status\":\"learned\"");
    assertThat(learned.headers().firstValue("X-Trace-ID").orElseThrow()).matches("[0-9a-f]{32}");
    assertThat(server.kato().knowledgeBase("a").statistics().uniquePatterns()).isEqualTo(1);
    return learned;
  }

  private static HttpResponse<String> post(HttpClient client, String uri, String body)
      throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(uri)).POST(BodyPublishers.ofString(body)).build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private static HttpResponse<String> get(HttpClient client, String uri) throws Exception {
    return client.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString());
  }
}

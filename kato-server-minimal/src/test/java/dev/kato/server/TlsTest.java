package dev.kato.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

  private static final String PASSWORD = "changeit";

  @TempDir private Path folder;
  private Path store = Path.of("");

  @BeforeEach
  void makeACertificate() throws Exception {
    store = makeCertificate(folder.resolve("kato.p12"));
  }

  private static Path makeCertificate(Path store) throws Exception {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                (keytool
                        + " -genkeypair -alias kato -keyalg EC -groupname secp256r1 -storetype PKCS12"
                        + " -storepass "
                        + PASSWORD
                        + " -dname CN=localhost -ext SAN=dns:localhost,ip:127.0.0.1 -keystore "
                        + store)
                    .split(" "))
            .inheritIO()
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    return store;
  }

  @Test
  void theServerSpeaksTlsWithTheConfiguredKey() throws Exception {
    Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    Settings settings =
        Settings.local()
            .with("KATO_TLS_KEYSTORE", store.toString())
            .with("KATO_TLS_KEYSTORE_PASSWORD_FILE", password.toString());
    try (KatoServer server = KatoServer.start(settings)) {
      HttpClient client = HttpClient.newBuilder().sslContext(trusting(store)).build();
      URI uri = URI.create("https://localhost:" + server.port() + "/health/live");

      var answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
    }
  }

  @Test
  void aWrongPasswordStopsTheStartAndIsNotRepeated() {
    Settings settings =
        Settings.local()
            .with("KATO_TLS_KEYSTORE", store.toString())
            .with("KATO_TLS_KEYSTORE_PASSWORD", "wrong-one");

    assertThatThrownBy(() -> KatoServer.start(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("KATO_TLS_KEYSTORE")
        .hasMessageNotContaining("wrong-one");
  }

  @Test
  void aNewCertificateNeedsNoRestartAndABrokenFileDoesNoHarm() throws Exception {
    Path old = Files.copy(store, folder.resolve("old.p12"));
    Settings settings =
        Settings.local()
            .with("KATO_TLS_KEYSTORE", store.toString())
            .with("KATO_TLS_KEYSTORE_PASSWORD", PASSWORD);
    try (KatoServer server = KatoServer.start(settings)) {
      URI uri = URI.create("https://localhost:" + server.port() + "/health/live");
      Files.writeString(store, "no key store");
      assertThat(answers(trusting(old), uri)).isTrue();

      Path next = makeCertificate(folder.resolve("next.p12"));
      Files.move(next, store, StandardCopyOption.ATOMIC_MOVE);
      // Each time a new context: one that has seen the server before goes on with what it agreed.
      Awaitility.await().until(() -> answers(trusting(store), uri));
      assertThat(answers(trusting(old), uri)).isFalse();
    }
  }

  private static boolean answers(SSLContext trust, URI uri) throws Exception {
    HttpClient client = HttpClient.newBuilder().sslContext(trust).build();
    try {
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (SSLException e) {
      return false;
    }
  }

  private static SSLContext trusting(Path store) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      trusted.load(in, PASSWORD.toCharArray());
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}

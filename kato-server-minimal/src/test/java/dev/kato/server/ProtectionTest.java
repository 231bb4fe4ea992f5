package dev.kato.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtectionTest {

  private static final String COUNT = "/v2/sessions/count";
  private static final String KEY = "X-API-Key";
  private static final String OLD = "the-old-key-of-ours";
  private static final String NEW = "the-new-key-of-ours";

  @TempDir private Path folder;

  @Nested
  class AddressesBeyondThisMachine {
    @Test
    void areRefusedWithoutAKey() {
      assertThatThrownBy(() -> Settings.of(Map.of("HOST", "0.0.0.0")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("HOST = 0.0.0.0")
          .hasMessageContaining("KATO_API_KEY");
    }

    @Test
    void areFineWithAKeyOrWhenSaidExplicitly() {
      assertThatCode(() -> Settings.of(Map.of("HOST", "0.0.0.0", "KATO_API_KEY", "k".repeat(16))))
          .doesNotThrowAnyException();
      assertThatCode(
              () -> Settings.of(Map.of("HOST", "0.0.0.0", "KATO_ALLOW_INSECURE_BIND", "true")))
          .doesNotThrowAnyException();
      assertThatCode(() -> Settings.of(Map.of("HOST", "::1"))).doesNotThrowAnyException();
    }
  }

  @Nested
  class KeysInAFile {
    @Test
    void changeWithoutARestart() throws IOException {
      Path file = Files.writeString(folder.resolve("keys"), "# ours\n" + OLD + "\n");
      try (TestServer kato = TestServer.start("KATO_API_KEY_FILE", file.toString())) {
        kato.get(COUNT).failed(401, "UNAUTHORIZED");
        kato.get(COUNT, KEY, OLD).ok();
        kato.get("/health/live").ok();

        Files.writeString(file, OLD + "\n" + NEW + "\n");
        Awaitility.await().until(() -> kato.get(COUNT, KEY, NEW).status() == 200);
        kato.get(COUNT, KEY, OLD).ok();

        Files.writeString(file, NEW + "\n");
        Awaitility.await().until(() -> kato.get(COUNT, KEY, OLD).status() == 401);

        Files.delete(file);
        kato.get(COUNT, KEY, NEW).ok();
        Files.writeString(file, "");
        Awaitility.await().until(() -> kato.get(COUNT, KEY, NEW).status() == 401);
      }
    }

    @Test
    void mustBeThereAtTheStart() throws IOException {
      Path empty = Files.writeString(folder.resolve("empty"), "# none\n");
      refused(empty, "at least one key");
      refused(folder.resolve("absent"), "cannot be read");
    }

    @Test
    void areRefusedWithTheirLineButNotTheirText() throws IOException {
      refused(Files.writeString(folder.resolve("short"), "# ours\nsecret\n"), "line 2: a key");
      refused(Files.writeString(folder.resolve("word"), NEW + " all\n"), "line 1: a key");
      refused(Files.writeString(folder.resolve("two"), NEW + " user=a user=b"), "line 1: a key");
      refused(Files.writeString(folder.resolve("no"), NEW + " user="), "line 1: a key");
    }

    private static void refused(Path file, String why) {
      assertThatThrownBy(() -> Settings.of(Map.of("KATO_API_KEY_FILE", file.toString())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("KATO_API_KEY_FILE")
          .hasMessageContaining(why)
          .hasMessageNotContaining("secret")
          .hasMessageNotContaining(NEW);
    }
  }

  @Nested
  class KeysInAVariable {
    @Test
    void letOnlyThoseInWhoHaveOne() {
      try (TestServer kato = TestServer.start("KATO_API_KEY", OLD + ", " + NEW)) {
        kato.get(COUNT).failed(401, "UNAUTHORIZED");
        kato.get(COUNT, KEY, "wrong").failed(401, "UNAUTHORIZED");
        kato.get(COUNT, KEY, OLD).ok();
        kato.get(COUNT, "Authorization", "Bearer " + NEW).ok();
        kato.get(COUNT, "Authorization", "bearer  " + NEW).ok();
        kato.get(COUNT, "Authorization", "BEARER " + OLD).ok();
        kato.get(COUNT, "Authorization", "Basic " + OLD).failed(401, "UNAUTHORIZED");
        kato.send("POST", "/v2/sessions", Map.of("user_id", "a")).failed(401, "UNAUTHORIZED");
        kato.get("/health/live").ok();
        kato.get("/health/ready").ok();
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {",", " , ,", "fifteen-letters", "the-new-key-of-ours,short"})
    void mustBeKeysThatCannotBeGuessed(String keys) {
      assertThatThrownBy(() -> Settings.of(Map.of("KATO_API_KEY", keys)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("KATO_API_KEY: must be keys of at least 16 characters")
          .hasMessageNotContaining("letters,");
    }
  }

  @Nested
  class PagesInBrowsers {
    private static final String ORIGIN = "Origin";
    private static final String ALLOWED = "Access-Control-Allow-Origin";

    @Test
    void ofOtherOriginsAreRefusedByDefault() {
      try (TestServer kato = TestServer.start()) {
        Answer answer = kato.get(COUNT, ORIGIN, "https://evil.example");

        answer.failed(403, "FORBIDDEN_ORIGIN");
        assertThat(answer.header(ALLOWED)).isEmpty();
        kato.get(COUNT, ORIGIN, "null").failed(403, "FORBIDDEN_ORIGIN");
        kato.get(COUNT, ORIGIN, "http://127.0.0.1:" + kato.server.port()).ok();
      }
    }

    @Test
    void ofAllowedOriginsAreServedAndOnlyThose() {
      try (TestServer kato =
          TestServer.start("KATO_CORS_ORIGINS", "https://app.example, https://b.example")) {
        Answer answer = kato.get(COUNT, ORIGIN, "https://app.example").ok();

        assertThat(answer.header(ALLOWED)).isEqualTo("https://app.example");
        assertThat(answer.header("Vary")).isEqualTo("Origin");
        kato.get(COUNT, ORIGIN, "https://evil.example").failed(403, "FORBIDDEN_ORIGIN");
      }
    }

    @Test
    void mayAskBeforehandWithoutAKey() {
      try (TestServer kato =
          TestServer.start("KATO_CORS_ORIGINS", "https://app.example", "KATO_API_KEY", NEW)) {
        String[] asked = {ORIGIN, "https://app.example", "Access-Control-Request-Method", "POST"};

        Answer answer = kato.send("OPTIONS", COUNT, null, asked);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Access-Control-Allow-Methods")).contains("POST");
        assertThat(answer.header("Access-Control-Allow-Headers")).contains(KEY);
        asked[1] = "https://evil.example";
        assertThat(kato.send("OPTIONS", COUNT, null, asked).header(ALLOWED)).isEmpty();
      }
    }
  }

  @Nested
  class LimitsOfOneUser {
    @Test
    void areNoFailureOfTheServer() {
      try (TestServer kato = TestServer.start("MAX_PATTERNS_PER_USER", "1")) {
        String session = kato.openSession("a");
        kato.observe(session, "x", "y");
        kato.post(session + "/learn").ok();
        kato.observe(session, "x", "z");

        kato.post(session + "/learn").failed(429, "LIMIT_REACHED");
      }
    }

    @Test
    void concernTheTextOfASession() {
      try (TestServer kato = TestServer.start("MAX_SESSION_CHARACTERS", "10")) {
        String session = kato.openSession("a");
        kato.observe(session, "12345").ok();

        kato.observe(session, "123456").failed(429, "LIMIT_REACHED");

        assertThat(kato.get(session + "/stm").at("/length").intValue()).isEqualTo(1);
        kato.post(session + "/clear-stm").ok();
        kato.observe(session, "123456").ok();
      }
    }
  }
}

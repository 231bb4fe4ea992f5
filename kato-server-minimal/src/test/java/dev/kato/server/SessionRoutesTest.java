package dev.kato.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.storage.inmemory.InMemoryStorage;
import dev.kato.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionRoutesTest {

  private final FakeClock clock = FakeClock.create();
  private final TestServer kato = TestServer.start(InMemoryStorage.create(), clock);

  @AfterEach
  void stop() {
    kato.close();
  }

  @Test
  void aSessionIsOpenedWithAllThatWasAskedFor() {
    Answer opened =
        kato.post(
                "/v2/sessions",
                Map.of(
                    "user_id",
                    "alice",
                    "ttl_seconds",
                    60,
                    "metadata",
                    Map.of("app", List.of("shop", 3)),
                    "config",
                    Map.of("recall_threshold", 0.5)))
            .ok();

    assertThat(opened.at("/session_id").textValue()).startsWith("session-");
    assertThat(opened.at("/user_id").textValue()).isEqualTo("alice");
    assertThat(opened.at("/node_id").textValue()).isEqualTo("alice");
    assertThat(opened.at("/ttl_seconds").intValue()).isEqualTo(60);
    assertThat(opened.at("/metadata/app/1").intValue()).isEqualTo(3);
    assertThat(opened.at("/session_config/recall_threshold").doubleValue()).isEqualTo(0.5);
    assertThat(opened.at("/session_config/stm_mode").textValue()).isEqualTo("LAST");
    assertThat(Instant.parse(opened.at("/created_at").textValue())).isEqualTo(clock.instant());
    assertThat(Instant.parse(opened.at("/expires_at").textValue()))
        .isEqualTo(clock.instant().plusSeconds(60));
  }

  @Test
  void nodeIdNamesTheUserAsWell() {
    assertThat(kato.post("/v2/sessions", Map.of("node_id", "n")).ok().at("/user_id").textValue())
        .isEqualTo("n");
  }

  @Test
  void everyOpeningIsANewSession() {
    assertThat(kato.openSession("alice")).isNotEqualTo(kato.openSession("alice"));
    assertThat(kato.get("/v2/sessions/count").at("/active_session_count").intValue()).isEqualTo(2);
  }

  @Test
  void anExplicitConfigurationGoesBeforeTheDialectsDefault() {
    String session =
        kato.openSession(Map.of("user_id", "a", "config", Map.of("stm_mode", "CLEAR")));

    assertThat(kato.get(session).at("/session_config/stm_mode").textValue()).isEqualTo("CLEAR");
  }

  @Test
  void aDeletedSessionIsGoneAndItsMemoryStays() {
    String session = kato.openSession("alice");
    kato.observe(session, "a", "b").ok();
    kato.post(session + "/learn").ok();

    Answer deleted = kato.delete(session).ok();

    assertThat(deleted.at("/status").textValue()).isEqualTo("deleted");
    kato.get(session).failed(404, "SESSION_NOT_FOUND");
    kato.delete(session).failed(404, "SESSION_NOT_FOUND");
    assertThat(kato.get("/v2/users/alice/patterns").at("/count").intValue()).isEqualTo(1);
  }

  @Test
  void aSessionExpiresAndUseKeepsItAlive() {
    String session = kato.openSession(Map.of("user_id", "a", "ttl_seconds", 10));
    clock.advance(Duration.ofSeconds(9));
    kato.get(session + "/stm").ok();
    clock.advance(Duration.ofSeconds(9));
    assertThat(kato.get(session + "/exists").ok().at("/exists").booleanValue()).isTrue();

    clock.advance(Duration.ofSeconds(2));

    assertThat(kato.get("/v2/sessions/count").at("/active_session_count").intValue()).isZero();
    Answer missing = kato.get(session + "/stm").failed(404, "SESSION_NOT_FOUND");
    String id = session.substring(session.lastIndexOf('/') + 1);
    assertThat(missing.at("/detail").textValue())
        .isEqualTo("Session " + id + " not found or expired");
    assertThat(missing.at("/error/details/session_id").textValue()).isEqualTo(id);
    assertThat(missing.at("/error/session_id").textValue()).isEqualTo(id);
    assertThat(kato.get(session + "/exists").ok().at("/exists").booleanValue()).isFalse();
  }

  @Test
  void anUnknownSessionDoesNotExist() {
    Answer answer = kato.get("/v2/sessions/nobody%0d%0a/exists").ok();

    assertThat(answer.at("/exists").booleanValue()).isFalse();
    assertThat(answer.at("/expired").booleanValue()).isFalse();
    assertThat(answer.headers().firstValue("X-Session-ID")).isEmpty();
    String impossible = "/v2/sessions/" + "x".repeat(300) + "/exists";
    assertThat(kato.get(impossible).ok().at("/exists").booleanValue()).isFalse();
  }

  @Test
  void extendingBeginsAnewFromNow() {
    String session = kato.openSession("alice");

    assertThat(kato.post(session + "/extend?ttl_seconds=100").ok().at("/ttl_seconds").intValue())
        .isEqualTo(100);
    assertThat(expiry(session)).isEqualTo(clock.instant().plusSeconds(100));
    kato.put(session + "/extend", Map.of("ttl_seconds", 200)).ok();
    assertThat(expiry(session)).isEqualTo(clock.instant().plusSeconds(200));
    assertThat(kato.post(session + "/extend").ok().at("/ttl_seconds").intValue()).isEqualTo(3600);
    assertThat(kato.put(session + "/extend", "{\"ttl_seconds\": 6e2}").ok().at("/ttl_seconds"))
        .hasToString("600");
  }

  private Instant expiry(String session) {
    return Instant.parse(kato.get(session).at("/expires_at").textValue());
  }

  @Test
  void theConfigurationIsReadAndChangedWrappedOrFlat() {
    String session = kato.openSession("alice");

    Answer changed =
        kato.post(session + "/config", Map.of("config", Map.of("max_pattern_length", 3))).ok();
    kato.post(session + "/config", Map.of("persistence", 7)).ok();

    assertThat(changed.at("/status").textValue()).isEqualTo("okay");
    Answer config = kato.get(session + "/config").ok();
    assertThat(config.at("/config/max_pattern_length").intValue()).isEqualTo(3);
    assertThat(config.at("/config/persistence").intValue()).isEqualTo(7);
  }

  @Test
  void badConfigurationNamesEveryKeyAndChangesNothing() {
    String session = kato.openSession("alice");

    Answer answer =
        kato.post(
                session + "/config",
                "{\"persistence\": 0, \"nonsense\": 1, \"max_predictions\": 5}")
            .failed(400, "INVALID_CONFIG");

    assertThat(answer.at("/error/details/errors").findValuesAsText("key"))
        .containsExactly("nonsense", "persistence");
    assertThat(answer.at("/error/details/errors/1/expected").textValue()).isEqualTo("int 1..100");
    assertThat(kato.get(session + "/config").at("/config/max_predictions").intValue())
        .isEqualTo(100);
  }

  @Test
  void theSessionIsNamedInTheHeader() {
    String session = kato.openSession("alice");

    assertThat(session).endsWith(kato.get(session + "/stm").header("X-Session-ID"));
  }

  @Test
  void oneMoreThanTheLimitIsRefusedUntilOneEnds() {
    try (TestServer small = TestServer.start("MAX_SESSIONS", "1")) {
      String session = small.openSession("a");

      Answer refused =
          small.post("/v2/sessions", Map.of("user_id", "b")).failed(503, "SESSION_LIMIT_REACHED");
      assertThat(refused.header("Retry-After")).isNotEmpty();

      small.delete(session).ok();
      small.post("/v2/sessions", Map.of("user_id", "b")).ok();
    }
  }

  @Test
  void oneUserHasATenthOfThemAtMost() {
    try (TestServer small = TestServer.start("MAX_SESSIONS", "20")) {
      small.openSession("a");
      small.openSession("a");

      small.post("/v2/sessions", Map.of("user_id", "a")).failed(429, "LIMIT_REACHED");

      small.openSession("b");
    }
  }
}

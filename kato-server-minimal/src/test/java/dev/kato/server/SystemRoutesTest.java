package dev.kato.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.storage.inmemory.InMemoryStorage;
import dev.kato.testkit.FakeClock;
import dev.kato.testkit.Faults;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemRoutesTest {

  private final Faults faults = new Faults();
  private final FakeClock clock = FakeClock.create();
  private final TestServer kato =
      TestServer.start(faults.around(InMemoryStorage.create()), clock, "PROCESSOR_ID", "p1");

  @AfterEach
  void stop() {
    faults.reconnect();
    kato.close();
  }

  @Test
  void aTestGetsItsOwnIdBack() {
    Answer answer = kato.get("/v2/test/a%20b").ok();

    assertThat(answer.at("/test_id").textValue()).isEqualTo("a b");
    assertThat(answer.at("/message").textValue()).isEqualTo("endpoint works");
  }

  @Test
  void aHealthyServerSaysSo() {
    kato.openSession("a");
    clock.advance(Duration.ofSeconds(5));

    Answer health = kato.get("/health").ok();

    assertThat(health.at("/status").textValue()).isEqualTo("healthy");
    assertThat(health.at("/processor_status").textValue()).isEqualTo("healthy");
    assertThat(health.at("/base_processor_id").textValue()).isEqualTo("p1");
    assertThat(health.at("/processor_id").textValue()).isEqualTo("p1");
    assertThat(health.at("/uptime_seconds").doubleValue()).isEqualTo(5);
    assertThat(health.at("/active_sessions").intValue()).isEqualTo(1);
    assertThat(health.at("/issues")).isEmpty();
    assertThat(health.at("/metrics_collected").intValue()).isPositive();
    assertThat(health.at("/stores/sessions/status").textValue()).isEqualTo("healthy");
    assertThat(kato.get("/v2/health").ok().at("/status").textValue()).isEqualTo("healthy");
    kato.get("/health/live").ok();
    assertThat(kato.get("/health/ready").ok().at("/status").textValue()).isEqualTo("ready");
  }

  @Test
  void aStoreThatIsDownIsNamedAndOperationsSayTryAgain() {
    String session = kato.openSession("a");
    faults.disconnect();

    Answer health = kato.get("/v2/health").ok();
    Answer ready = kato.get("/health/ready");

    assertThat(health.at("/status").textValue()).isEqualTo("unhealthy");
    assertThat(health.at("/issues")).hasSize(3);
    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.at("/stores/patterns/status").textValue()).isEqualTo("unhealthy");
    kato.get("/health/live").ok();
    Answer refused = kato.observe(session, "a").failed(503, "STORAGE_UNAVAILABLE");
    assertThat(refused.header("Retry-After")).isEqualTo("1");

    faults.reconnect();
    assertThat(kato.observe(session, "a").ok().at("/time").intValue()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void withoutTheSessionStoreWhatNeedsItIsUnknownAndTheRestIsTold(boolean hangs) {
    kato.openSession("a");
    if (hangs) {
      faults.delay("ping", Duration.ofMinutes(1));
      faults.delay("count", Duration.ofMinutes(1));
    } else {
      faults.disconnect();
    }

    // What was known counts for a second.
    Awaitility.await().until(() -> kato.get("/metrics").ok().at("/active_sessions").isNull());

    for (String path : List.of("/metrics", "/v2/metrics")) {
      Answer metrics = kato.get(path).ok();
      assertThat(metrics.at("/sessions/active").isNull()).isTrue();
      assertThat(metrics.at("/sessions/total_created").intValue()).isEqualTo(1);
    }
    Answer status = kato.get("/v2/status").ok();
    assertThat(status.at("/status").textValue()).isEqualTo("unhealthy");
    assertThat(status.at("/sessions/active_sessions").isNull()).isTrue();
    Answer health = kato.get("/health").ok();
    assertThat(health.at("/active_sessions").isNull()).isTrue();
    assertThat(health.at("/issues")).hasSize(3);
    assertThat(kato.get("/health/ready").status()).isEqualTo(503);
    assertThat(kato.get("/metrics", "Accept", "text/plain").ok().text().lines())
        .contains("kato_sessions_active NaN");
  }

  @Test
  void metricsHaveTrueNumbers() {
    String session = kato.openSession("a");
    clock.advance(Duration.ofSeconds(10));
    kato.observe(session, "a").ok();
    kato.observe(session, "b").ok();
    kato.post(session + "/learn").ok();
    kato.get(session + "/predictions").ok();
    kato.get("/nowhere").failed(404, "NOT_FOUND");
    kato.delete(session).ok();

    // A request counts a moment after its answer has arrived.
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(kato.get("/metrics").at("/performance/total_requests").intValue())
                    .isGreaterThanOrEqualTo(7));
    Answer metrics = kato.get("/v2/metrics").ok();

    assertThat(metrics.at("/observations_processed").intValue()).isEqualTo(2);
    assertThat(metrics.at("/patterns_learned").intValue()).isEqualTo(1);
    assertThat(metrics.at("/sessions/total_created").intValue()).isEqualTo(1);
    assertThat(metrics.at("/sessions/total_deleted").intValue()).isEqualTo(1);
    assertThat(metrics.at("/sessions/active").intValue()).isZero();
    assertThat(metrics.at("/sessions/operations_total").intValue()).isEqualTo(4);
    assertThat(metrics.at("/sessions/average_life_seconds").doubleValue()).isEqualTo(10);
    assertThat(metrics.at("/performance/average_response_time").doubleValue()).isPositive();
    assertThat(metrics.at("/performance/requests_in_flight").intValue()).isPositive();
    assertThat(metrics.at("/performance/operations/observe/count").intValue()).isEqualTo(2);
    assertThat(metrics.at("/performance/operations/observe/p99_ms").doubleValue()).isPositive();
    assertThat(metrics.at("/databases/mongodb/operations").intValue()).isPositive();
    assertThat(metrics.at("/databases/redis/avg_response_time").doubleValue()).isPositive();
    assertThat(metrics.at("/index/users").intValue()).isEqualTo(1);
    assertThat(metrics.at("/index/patterns").intValue()).isEqualTo(1);
    assertThat(metrics.at("/resources/memory_percent").doubleValue()).isBetween(0.0, 100.0);
    assertThat(metrics.at("/rates/requests_per_second").doubleValue()).isPositive();
  }

  @Test
  void expiredSessionsAreCounted() {
    kato.openSession(Map.of("user_id", "a", "ttl_seconds", 1));
    clock.advance(Duration.ofSeconds(2));

    Awaitility.await()
        .untilAsserted(
            () -> {
              Answer metrics = kato.get("/metrics").ok();
              assertThat(metrics.at("/sessions/total_expired").intValue()).isEqualTo(1);
              assertThat(metrics.at("/sessions/average_life_seconds").doubleValue()).isEqualTo(2);
            });
  }

  @Test
  void prometheusReadsTheSame() {
    String session = kato.openSession("a");
    kato.observe(session, "a").ok();
    String template = "/v2/sessions/{session_id}/observe";

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(kato.get("/metrics", "Accept", "text/plain").text()).contains(template));
    Answer text = kato.get("/metrics", "Accept", "text/plain");

    assertThat(text.header("Content-Type")).startsWith("text/plain; version=0.0.4");
    assertThat(text.text().lines())
        .contains("kato_sessions_active 1.0")
        .anyMatch(
            line ->
                line.startsWith("kato_http_requests_seconds_bucket{")
                    && line.contains("route=\"" + template + "\"")
                    && line.contains("status=\"200\""))
        .anyMatch(line -> line.startsWith("kato_operations_seconds{operation=\"observe\""))
        .anyMatch(line -> line.startsWith("kato_store_operations_seconds_count{"))
        .anyMatch(line -> line.startsWith("kato_index_bytes"))
        .anyMatch(line -> line.startsWith("jvm_memory_used_bytes"));
    assertThat(kato.get("/metrics", "Accept", "application/openmetrics-text; version=1.0.0").text())
        .endsWith("# EOF\n");
  }

  @Test
  void theStatusTellsWhoIsThere() {
    kato.openSession("a");

    Answer status = kato.get("/v2/status").ok();

    assertThat(status.at("/status").textValue()).isEqualTo("healthy");
    assertThat(status.at("/sessions/active_sessions").intValue()).isEqualTo(1);
    assertThat(status.at("/version").textValue()).isNotEmpty();
  }
}

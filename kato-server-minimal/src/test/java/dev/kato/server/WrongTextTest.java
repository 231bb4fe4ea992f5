package dev.kato.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Text that looks dangerous and is not: it must come back as it was given. */
class WrongTextTest extends WithServer {

  @Test
  void symbolsHoldAnyText() {
    List<String> strings =
        List.of(
            "",
            "\u0000",
            "'; DROP TABLE patterns; --",
            "{\"$gt\": \"\"}",
            "\r\nX-Injected: 1",
            "\uD83D\uDE00\u202E",
            "x".repeat(10_000));
    String session = kato.openSession("any'\"{}\u0000\n text");

    kato.post(session + "/observe", Map.of("strings", strings)).ok();
    kato.post(session + "/learn").ok();
    kato.post(session + "/observe", Map.of("strings", strings)).ok();

    Answer predicted = kato.get(session + "/predictions").ok();
    assertThat(predicted.at("/predictions/0/matches")).hasSize(strings.size());
    predicted
        .at("/predictions/0/matches")
        .forEach(match -> assertThat(strings).contains(match.textValue()));
  }

  @Test
  void metadataKeepsItsNumbers() {
    String big = "123456789012345678901234567890";
    Answer opened =
        kato.post(
                "/v2/sessions",
                "{\"user_id\": \"n\", \"metadata\": {\"a\": " + big + ", \"b\": 1.0, \"c\": 1}}")
            .ok();

    assertThat(opened.at("/metadata")).hasToString("{\"a\":" + big + ",\"b\":1.0,\"c\":1}");
  }

  @Test
  void unknownFieldsAreIgnored() {
    String session = kato.openSession("u");

    kato.post(session + "/observe", "{\"strings\": [\"a\"], \"more\": {\"x\": [1, null]}}").ok();
  }

  @Test
  void aHarmlessTraceIdIsEchoedAndAnyOtherReplaced() {
    assertThat(kato.get("/v2/health", "X-Trace-ID", "mine-1").header("X-Trace-ID"))
        .isEqualTo("mine-1");
    assertThat(kato.get("/v2/health", "X-Trace-ID", "a b\tc").header("X-Trace-ID"))
        .startsWith("kato-");
    assertThat(kato.get("/v2/health", "X-Trace-ID", "x".repeat(129)).header("X-Trace-ID"))
        .startsWith("kato-");
    assertThat(kato.get("/nowhere", "X-Trace-ID", "mine-2").failed(404, "NOT_FOUND").text())
        .contains("mine-2");
  }

  @Test
  void headOptionsAndTrailingSlashesAreUnderstood() {
    String session = kato.openSession("u");

    Answer head = kato.send("HEAD", session + "/stm", null);
    Answer options = kato.send("OPTIONS", session + "/extend", null);

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(options.status()).isEqualTo(204);
    assertThat(options.header("Allow")).isEqualTo("OPTIONS, POST, PUT");
    assertThat(
            kato.send("DELETE", session + "/stm", null)
                .failed(405, "METHOD_NOT_ALLOWED")
                .header("Allow"))
        .isEqualTo("GET, HEAD, OPTIONS");
    assertThat(kato.server.kato().sessionCount()).isPositive();
    kato.get(session + "/stm/").ok();
  }
}

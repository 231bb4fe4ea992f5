package dev.kato.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.server.Answer;
import dev.kato.server.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose session a request without one in its path means. */
class V1CallersTest extends WithOlderServer {

  @Test
  void callersAreKeptApart() {
    user("one").observe("1").ok();
    user("two").observe("2").ok();
    new V1Client(kato, "X-Test-ID", "two").observe("3").ok();
    new V1Client(kato, "X-Session-ID", "my own name").observe("4").ok();
    new V1Client(kato, "Cookie", "a=b; session_id=cookie").observe("5").ok();
    new V1Client(kato, "User-Agent", "curl").observe("6").ok();
    new V1Client(kato, "User-Agent", "browser").observe("7").ok();

    assertThat(user("one").get("/stm").at("/stm")).hasToString("[[\"1\"]]");
    assertThat(user("two").get("/stm").at("/stm")).hasToString("[[\"2\"]]");
    assertThat(user("test_two").get("/stm").at("/stm")).hasToString("[[\"3\"]]");
    assertThat(new V1Client(kato, "X-Session-ID", "my own name").get("/stm").at("/stm"))
        .hasToString("[[\"4\"]]");
    assertThat(new V1Client(kato, "Cookie", "session_id=cookie").get("/stm").at("/stm"))
        .hasToString("[[\"5\"]]");
    assertThat(new V1Client(kato, "User-Agent", "curl").get("/stm").at("/stm"))
        .hasToString("[[\"6\"]]");
    assertThat(new V1Client(kato, "User-Agent", "browser").get("/stm").at("/stm"))
        .hasToString("[[\"7\"]]");
  }

  @Test
  void usersWhoChooseTheSameNameForASessionAreKeptApart() {
    Map<String, List<String>> secret = Map.of("strings", List.of("secret", "of alice"));
    kato.post("/observe", secret, "X-Session-ID", "1", "X-User-ID", "alice").ok();
    kato.send("POST", "/learn", null, "X-Session-ID", "1", "X-User-ID", "alice").ok();
    kato.post("/observe", secret, "X-Session-ID", "1", "X-User-ID", "alice").ok();

    Answer stm = kato.get("/stm", "X-Session-ID", "1", "X-User-ID", "bob").ok();
    Answer nobodys = kato.get("/stm", "X-Session-ID", "1").ok();

    assertThat(stm.at("/stm")).isEmpty();
    assertThat(stm.at("/processor_id").textValue()).isEqualTo("bob");
    assertThat(nobodys.at("/stm")).isEmpty();
    assertThat(nobodys.at("/processor_id").textValue()).isEqualTo("session_1");
  }

  @Test
  void anIdThatTheServerGaveOutIsNoNameForANewSession() {
    String id = user("leaves").observe("a").ok().header("X-Session-ID");
    kato.delete("/v2/sessions/" + id).ok();

    new V1Client(kato, "X-Session-ID", id).get("/stm").failed(404, "SESSION_NOT_FOUND");
    Answer again = kato.get("/stm", "X-Session-ID", id, "X-User-ID", "leaves").ok();
    assertThat(again.at("/processor_id").textValue()).isEqualTo("leaves");
    assertThat(again.header("X-Session-ID")).isEqualTo(id);
  }

  @Test
  void aSessionOfAnotherDialectCanBeUsedByItsId() {
    String session = kato.openSession("shared");
    String id = session.substring(session.lastIndexOf('/') + 1);

    Answer observed = new V1Client(kato, "X-Session-ID", id).observe("a").ok();

    assertThat(observed.at("/processor_id").textValue()).isEqualTo("shared");
    assertThat(observed.header("X-Session-ID")).isEqualTo(id);
    assertThat(kato.get(session + "/stm").at("/stm")).hasToString("[[\"a\"]]");
    kato.delete(session).ok();
    new V1Client(kato, "X-Session-ID", id).observe("b").failed(404, "SESSION_NOT_FOUND");
  }

  @Test
  void strangersNeedAnIdBeyondLoopback() {
    try (TestServer open = OlderServer.start("KATO_V1_ANONYMOUS", "false")) {
      Answer refused = open.get("/stm").failed(422, "VALIDATION_ERROR");

      assertThat(refused.at("/detail/0/loc")).hasToString("[\"header\",\"X-User-ID\"]");
      open.get("/stm", "X-User-ID", "u").ok();
    }
  }

  @Test
  void whoIsHiddenBehindAProxyThatIsNotTrustedNeedsAnId() {
    for (String header : List.of("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")) {
      kato.get("/stm", header, "192.0.2.1").failed(422, "VALIDATION_ERROR");
      kato.get("/stm", header, "192.0.2.1", "X-User-ID", "u").ok();
    }
  }

  @Test
  void behindATrustedProxyTheForwardedAddressCounts() {
    try (TestServer behind =
        OlderServer.start("KATO_TRUSTED_PROXIES", "127.0.0.0/8, ::1, 10.1.2.3")) {
      String one = forwarded(behind, "192.0.2.1");
      String other = forwarded(behind, "192.0.2.2");

      assertThat(one).isNotEqualTo(other);
      assertThat(forwarded(behind, "192.0.2.1")).isEqualTo(one);
      assertThat(forwarded(behind, "192.0.2.1, 10.1.2.3")).isEqualTo(one);
      assertThat(forwarded(behind, "192.0.2.2, 192.0.2.1"))
          .as("made up by the client")
          .isEqualTo(one);
      for (String none : List.of("unknown", "dead", "1.2.3", "1.2.3.4.5", "256.1.1.1", ":::", "")) {
        behind.get("/stm", "X-Forwarded-For", none).failed(422, "VALIDATION_ERROR");
      }
      assertThat(forwarded(behind, "2001:db8::1")).isNotEqualTo(one);
      behind.get("/stm", "X-Forwarded-For", "127.0.0.1").failed(422, "VALIDATION_ERROR");
      behind.get("/stm", "X-Real-IP", "192.0.2.1").failed(422, "VALIDATION_ERROR");
    }
  }

  private static String forwarded(TestServer kato, String chain) {
    return kato.get("/stm", "X-Forwarded-For", chain).ok().at("/processor_id").textValue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "10.0.0.0/33", "10.0.0/x", "/8", "::1/129", "10.0.0.1/-1"})
  void aProxyIsAnAddressOrANetwork(String proxies) {
    assertThatThrownBy(() -> OlderServer.start("KATO_TRUSTED_PROXIES", proxies))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("KATO_TRUSTED_PROXIES = " + proxies);
  }
}

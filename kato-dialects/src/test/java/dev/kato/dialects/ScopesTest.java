package dev.kato.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.server.Answer;
import dev.kato.server.TestServer;
import dev.kato.server.http.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a key opens, and that it opens no more, on every route there is. */
class ScopesTest {

  private static final String KEY = "X-API-Key";
  private static final String OPERATOR = "key-of-the-operator";
  private static final String ALICE = "key-of-alice-alone";
  private static final String TEAM = "key-of-the-team-red";
  private static final String READER = "key-that-only-reads";
  private static final String MONITOR = "key-of-the-monitoring";

  @TempDir private static Path folder;
  private static TestServer kato;
  private static String bobs;

  @BeforeAll
  static void start() throws IOException {
    Path keys =
        Files.write(
            folder.resolve("keys"),
            List.of(
                OPERATOR,
                ALICE + " user=alice",
                TEAM + "\tusers=red-",
                READER + " read-only user=alice",
                MONITOR + " operator read-only"));
    kato = OlderServer.start("KATO_API_KEY_FILE", keys.toString());
    bobs = learned("bob", OPERATOR);
    learned("alice", ALICE);
  }

  @AfterAll
  static void stop() {
    kato.close();
  }

  private static Answer call(String key, String method, String path, Object body) {
    return kato.send(method, path, body, KEY, key);
  }

  private static String open(String user, String key) {
    Answer opened = call(key, "POST", "/v2/sessions", Map.of("user_id", user)).ok();
    return opened.at("/session_id").textValue();
  }

  /** A session in which a secret of its user was learned. */
  private static String learned(String user, String key) {
    String session = open(user, key);
    String path = "/v2/sessions/" + session;
    Map<String, ?> secret = Map.of("strings", List.of("secret", "of " + user));
    call(key, "POST", path + "/observe", secret).ok();
    call(key, "POST", path + "/learn", null).ok();
    call(key, "POST", path + "/observe", secret).ok();
    return session;
  }

  static Stream<Route> routes() {
    return kato.server.routes().stream();
  }

  private static String pathOfBob(Route route) {
    return route
        .template()
        .replace("{session_id}", bobs)
        .replace("{user_id}", "bob")
        .replaceAll("\\{[^}]*}", "x");
  }

  @ParameterizedTest
  @MethodSource("routes")
  void anotherUsersKeyGetsNothingOfBobAndOpensNothingOfTheServer(Route route) {
    Set<String> open =
        Set.of(
            "/",
            "/docs",
            "/openapi.json",
            "/health",
            "/v2/health",
            "/health/live",
            "/health/ready",
            "/v2/test/{test_id}");
    long sessions = kato.server.kato().sessionCount();

    Answer answer =
        kato.send(
            route.method(),
            pathOfBob(route) + "?node_id=bob",
            Map.of("user_id", "bob", "node_id", "bob", "observations", List.of()),
            KEY,
            ALICE,
            "X-User-ID",
            "bob");

    assertThat(answer.text()).doesNotContain("secret");
    if (answer.status() == 200) {
      assertThat(open.contains(route.template()) || isEmptyByNature(route, answer))
          .as(route.method() + " " + route.template() + ": " + answer.text())
          .isTrue();
    } else {
      assertThat(answer.status()).as(answer.text()).isIn(403, 404);
    }
    assertThat(kato.server.kato().sessionCount()).isEqualTo(sessions);
    assertThat(kato.server.kato().knowledgeBase("bob").statistics().uniquePatterns()).isEqualTo(1);
  }

  /** Whether there is such a session is told: that there is none. Two routes are always empty. */
  private static boolean isEmptyByNature(Route route, Answer answer) {
    return route.template().endsWith("/exists")
        ? !answer.at("/exists").booleanValue()
        : Set.of("/percept-data", "/cognition-data").contains(route.template());
  }

  @Test
  void anotherUsersSessionIsAsIfItWereNotThere() {
    Answer others = call(ALICE, "GET", "/v2/sessions/" + bobs + "/stm", null);
    Answer unknown = call(ALICE, "GET", "/v2/sessions/session-0-1/stm", null);

    others.failed(404, "SESSION_NOT_FOUND");
    unknown.failed(404, "SESSION_NOT_FOUND");
    assertThat(others.at("/error/message").textValue())
        .isEqualTo(unknown.at("/error/message").textValue().replace("session-0-1", bobs));
  }

  @Test
  void aUsersKeyDoesAllThatIsTheUsers() {
    String session = "/v2/sessions/" + open("alice", ALICE);

    call(ALICE, "POST", session + "/observe", Map.of("strings", List.of("secret", "of alice")))
        .ok();
    assertThat(call(ALICE, "GET", session + "/predictions", null).ok().at("/count").intValue())
        .isEqualTo(1);
    assertThat(call(ALICE, "GET", "/v2/users/alice/patterns", null).ok().at("/count").intValue())
        .isEqualTo(1);
    kato.get("/stm", KEY, ALICE, "X-User-ID", "alice").ok();
    kato.get("/symbols/stats?node_id=alice", KEY, ALICE).ok();
    call(ALICE, "DELETE", session, null).ok();
  }

  @Test
  void aPrefixIsForAllUsersWhoseIdsBeginWithIt() {
    open("red-1", TEAM);
    open("red-2", TEAM);

    call(TEAM, "POST", "/v2/sessions", Map.of("user_id", "blue-1")).failed(403, "FORBIDDEN");
    call(TEAM, "POST", "/v2/sessions", Map.of("user_id", "red")).failed(403, "FORBIDDEN");
  }

  @Test
  void whoMayOnlyReadChangesNothing() {
    call(READER, "GET", "/v2/users/alice/patterns", null).ok();
    call(READER, "GET", "/v2/users/bob/patterns", null).failed(404, "NOT_FOUND");
    Map<String, ?> state = Map.of("events", List.of(List.of("secret")));
    call(READER, "POST", "/v2/users/alice/forecast", state).ok();
    call(READER, "POST", "/v2/users/alice/recall", state).ok();
    call(READER, "POST", "/v2/users/bob/forecast", state).failed(404, "NOT_FOUND");
    call(READER, "POST", "/v2/sessions", Map.of("user_id", "alice")).failed(403, "FORBIDDEN");
    call(READER, "DELETE", "/v2/users/alice", null).failed(403, "FORBIDDEN");
    kato.get("/stm", KEY, READER, "X-User-ID", "alice", "X-Session-ID", "a new one")
        .failed(404, "SESSION_NOT_FOUND");
    call(MONITOR, "GET", "/metrics", null).ok();
    call(MONITOR, "DELETE", "/v2/users/alice", null).failed(403, "FORBIDDEN");
    assertThat(call(ALICE, "GET", "/v2/users/alice/patterns", null).ok().at("/count").intValue())
        .isEqualTo(1);
  }

  @Test
  void theServerAsAWholeIsForOperators() {
    for (String path : List.of("/metrics", "/v2/metrics", "/v2/events", "/v2/sessions/count")) {
      call(ALICE, "GET", path, null).failed(403, "FORBIDDEN");
    }
    call(OPERATOR, "GET", "/v2/sessions/count", null).ok();
  }
}

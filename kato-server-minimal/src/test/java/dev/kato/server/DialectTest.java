package dev.kato.server;

import static dev.kato.server.http.Route.route;
import static dev.kato.server.http.Schema.TEXT;
import static dev.kato.server.http.Schema.WHOLE;
import static dev.kato.server.http.Schema.field;
import static dev.kato.server.http.Schema.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kato.Kato;
import dev.kato.KatoSession;
import dev.kato.model.Observation;
import dev.kato.server.Dialect.Contribution;
import dev.kato.server.http.Request;
import dev.kato.server.http.Response;
import dev.kato.server.http.Schema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Anybody can teach the server another way to talk. */
class DialectTest {

  /** One word in, how many it knows out. */
  private static Contribution words(ServerContext server) {
    Schema known = object(field("user", TEXT), field("words", WHOLE));
    return Contribution.of(
        List.of(
            route("POST", "/words/{user_id}", "Learns a word")
                .takes(object(field("word", TEXT)), Map.of("word", "kato"))
                .answers(known)
                .by("words", request -> learn(server.kato(), request))));
  }

  private static Response learn(Kato kato, Request request) {
    String user = request.path("user_id");
    KatoSession session = kato.openSession(user);
    request
        .body()
        .get("word")
        .textValue()
        .chars()
        .mapToObj(Character::toString)
        .forEach(letter -> session.observe(Observation.of(letter)));
    session.learn();
    session.delete();
    return Response.ok(
        "user", user, "words", kato.knowledgeBase(user).statistics().uniquePatterns());
  }

  @Test
  void itsRoutesAreServedCheckedAndDescribedAsAllOthers() {
    try (TestServer kato = TestServer.start(List.of(DialectTest::words))) {
      assertThat(kato.post("/words/ann", Map.of("word", "kato")).ok().at("/words").intValue())
          .isEqualTo(1);
      assertThat(kato.post("/words/ann", Map.of("word", "memory")).ok().at("/words").intValue())
          .isEqualTo(2);

      kato.post("/words/ann", Map.of("word", 7)).failed(422, "VALIDATION_ERROR");
      assertThat(kato.get("/openapi.json").ok().at("/paths/~1words~1{user_id}/post").isObject())
          .isTrue();
      assertThat(kato.get("/v2/users/ann/patterns").ok().at("/count").intValue()).isEqualTo(2);
    }
  }

  @Test
  void twoOfTheSamePathAreRefused() {
    assertThatThrownBy(
            () -> TestServer.start(List.of(DialectTest::words, DialectTest::words)).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/words/{user_id}");
  }

  @Test
  void aServerThatCannotStartLeavesNothingBehind() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();

    twoOfTheSamePathAreRefused();

    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().startsWith("kato-"))
                    .filteredOn(thread -> !before.contains(thread))
                    .isEmpty());
  }
}

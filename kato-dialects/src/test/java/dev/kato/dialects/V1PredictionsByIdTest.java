package dev.kato.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.server.Answer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Predictions of earlier observations, by their {@code unique_id}. */
class V1PredictionsByIdTest extends WithOlderServer {

  @Test
  void predictionsOfAnEarlierObservationAreFoundByItsId() {
    V1Client client = user("earlier");
    client.post("/observe-sequence", sequence("a", "b", "c")).ok();
    client.observe("a").ok();
    client.post("/observe", Map.of("strings", List.of("b"), "unique_id", "mine")).ok();
    Answer then = client.get("/predictions").ok();
    client.observe("unrelated").ok();

    Answer answer = client.get("/predictions?unique_id=mine").ok();

    assertThat(answer.at("/unique_id").textValue()).isEqualTo("mine");
    assertThat(answer.at("/predictions/0/unique_id").textValue()).isEqualTo("mine");
    assertThat(answer.at("/predictions/0/predictions")).isEqualTo(then.at("/predictions"));
    assertThat(client.get("/predictions?unique_id=other").ok().at("/predictions")).isEmpty();
  }

  @Test
  void whatIsLearnedLaterIsNotInThePredictionsOfAnEarlierObservation() {
    V1Client client = user("frozen");
    client.post("/observe-sequence", sequence("a", "b", "c")).ok();
    String id = client.observe("a", "b").ok().at("/unique_id").textValue();
    Answer then = client.get("/predictions").ok();
    client.post("/observe-sequence", sequence("a", "b", "x")).ok();
    client.post("/observe-sequence", sequence("a", "b", "c")).ok();

    Answer answer = client.get("/predictions?unique_id=" + id).ok();

    assertThat(answer.at("/predictions/0/predictions")).hasSize(1);
    assertThat(answer.at("/predictions/0/predictions")).isEqualTo(then.at("/predictions"));
  }

  @Test
  void theObservationThatLearnsHasItsPredictionsFromBefore() {
    V1Client client = user("learns by itself");
    client.post("/observe-sequence", sequence("a", "b", "c", "d")).ok();
    client.post("/genes/update", Map.of("max_pattern_length", 3)).ok();
    client.observe("a").ok();
    client.observe("b").ok();
    client.post("/observe", Map.of("strings", List.of("c"), "unique_id", "third")).ok();

    Answer answer = client.get("/predictions?unique_id=third").ok();

    assertThat(answer.at("/predictions/0/predictions")).hasSize(1);
    assertThat(answer.at("/predictions/0/predictions/0/matches"))
        .hasToString("[\"a\",\"b\",\"c\"]");
    assertThat(answer.at("/predictions/0/predictions/0/future")).hasToString("[[\"d\"]]");
  }

  @Test
  void aRepeatedObservationKeepsItsPredictions() {
    V1Client client = user("repeats");
    Map<String, Object> named = Map.of("strings", List.of("a", "b"), "unique_id", "1");
    client.post("/observe-sequence", sequence("a", "b", "c")).ok();
    client.post("/observe", named).ok();
    Answer before = client.get("/predictions?unique_id=1").ok();
    client.observe("unrelated").ok();

    client.post("/observe", named).ok();

    assertThat(client.get("/predictions?unique_id=1").at("/predictions"))
        .isEqualTo(before.at("/predictions"));
  }

  @Test
  void whoWantsNoPredictionsOfHisObservationsHasNone() {
    V1Client client = user("in a hurry");
    client.post("/genes/update", Map.of("process_predictions", false)).ok();
    client.post("/observe-sequence", sequence("a", "b", "c")).ok();
    client.post("/observe", Map.of("strings", List.of("a", "b"), "unique_id", "1")).ok();

    assertThat(client.get("/predictions?unique_id=1").ok().at("/predictions")).isEmpty();
    assertThat(client.get("/predictions").ok().at("/predictions")).hasSize(1);
  }

  @Test
  void onlyTheNewestObservationsAreRemembered() {
    V1Client client = user("bounded");
    for (int i = 0; i < 40; i++) {
      client.post("/observe", Map.of("strings", List.of("s" + i), "unique_id", "id" + i)).ok();
    }

    assertThat(client.get("/predictions?unique_id=id39").at("/predictions")).hasSize(1);
    assertThat(client.get("/predictions?unique_id=id8").at("/predictions")).hasSize(1);
    assertThat(client.get("/predictions?unique_id=id7").at("/predictions")).isEmpty();
  }

  @Test
  void manyLargePredictionsMakeWayForNewerOnes() {
    V1Client client = user("large");
    for (int i = 0; i < 100; i++) {
      Map<String, Object> noise = Map.of("strings", List.of("a", "b", noise(i), noise(-i)));
      client.post("/observe", noise).ok();
      client.post("/learn").ok();
    }
    for (int i = 0; i < 12; i++) {
      client
          .post("/observe", Map.of("strings", List.of("a", "b", "c" + i), "unique_id", "id" + i))
          .ok();
    }

    Answer newest = client.get("/predictions?unique_id=id11").ok();
    assertThat(newest.at("/predictions/0/predictions")).hasSize(100);
    assertThat(client.get("/predictions?unique_id=id0").ok().at("/predictions")).isEmpty();
  }

  /** Text that can hardly be compressed. */
  private static String noise(int seed) {
    return new Random(seed)
        .ints(400, '0', 'z')
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static Map<String, Object> sequence(String... strings) {
    List<Map<String, List<String>>> observations =
        List.of(strings).stream().map(string -> Map.of("strings", List.of(string))).toList();
    return Map.of("observations", observations, "learn_at_end", true);
  }
}

package dev.kato.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code fields=} chooses the parts of an answer. */
class AnswerPartsTest extends WithServer {

  private static String predictions;

  @BeforeAll
  static void learn() {
    String session = kato.openSession("parts");
    for (String last : List.of("c", "d", "e")) {
      kato.observe(session, "a", "b");
      kato.observe(session, last);
      kato.post(session + "/learn").ok();
    }
    kato.observe(session, "a", "b");
    predictions = session + "/predictions";
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Answer get(String fields) {
    return kato.get(predictions + "?fields=" + fields);
  }

  @Test
  void allAreThereUnlessTheyAreChosen() {
    Answer all = kato.get(predictions).ok();

    assertThat(get("").ok().json()).isEqualTo(all.json());
    assertThat(get("predictions,future_potentials").ok().json()).isEqualTo(all.json());
    assertThat(all.at("/future_potentials")).hasSize(3);
    assertThat(all.at("/future_potentials_total").intValue()).isEqualTo(3);
  }

  @Test
  void futuresWithoutPredictions() {
    Answer answer = get("future_potentials").ok();

    assertThat(answer.json().has("predictions")).isFalse();
    assertThat(answer.at("/future_potentials"))
        .isEqualTo(kato.get(predictions).at("/future_potentials"));
    assertThat(answer.at("/count").intValue()).isEqualTo(3);
    assertThat(answer.at("/session_id").textValue()).isNotBlank();
  }

  @Test
  void someFieldsOfPredictions() {
    Answer answer = get("future,%20potential,,frequency").ok();

    assertThat(answer.json().has("future_potentials")).isFalse();
    assertThat(answer.at("/predictions")).hasSize(3);
    assertThat(names(answer.at("/predictions/0")))
        .containsExactly("name", "frequency", "future", "potential");
    assertThat(answer.at("/predictions/0/future"))
        .isEqualTo(kato.get(predictions).at("/predictions/0/future"));
  }

  @Test
  void othersAreRefused() {
    Answer answer = get("future,secret").failed(422, "VALIDATION_ERROR");

    assertThat(answer.at("/detail/0/loc")).hasToString("[\"query\",\"fields\"]");
    assertThat(answer.text()).doesNotContain("secret");
  }
}

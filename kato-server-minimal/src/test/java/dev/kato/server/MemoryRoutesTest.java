package dev.kato.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class MemoryRoutesTest extends WithServer {

  private String user;
  private String session;

  @BeforeEach
  void open(TestInfo test) {
    user = test.getDisplayName();
    session = kato.openSession(user);
  }

  @Test
  void anObservationIsAnswered() {
    Answer answer =
        kato.post(
                session + "/observe",
                Map.of(
                    "strings", List.of("b", "a"),
                    "emotives", Map.of("joy", 1),
                    "metadata", Map.of("page", 3),
                    "unique_id", "mine"))
            .ok();

    assertThat(answer.at("/status").textValue()).isEqualTo("ok");
    assertThat(answer.at("/processor_id").textValue()).isEqualTo(user);
    assertThat(answer.at("/stm_length").intValue()).isEqualTo(1);
    assertThat(answer.at("/time").intValue()).isEqualTo(1);
    assertThat(answer.at("/unique_id").textValue()).isEqualTo("mine");
    assertThat(answer.at("/auto_learned_pattern").isNull()).isTrue();
    assertThat(kato.get(session + "/stm").ok().at("/stm")).hasToString("[[\"a\",\"b\"]]");
  }

  @Test
  void anEmptyObservationCountsAndAddsNothing() {
    Answer answer = kato.post(session + "/observe", Map.of()).ok();

    assertThat(answer.at("/time").intValue()).isEqualTo(1);
    assertThat(answer.at("/stm_length").intValue()).isZero();
    assertThat(answer.at("/unique_id").textValue()).isNotEmpty();
  }

  @Test
  void autoLearningKeepsTheLastEventInThisDialect() {
    kato.post(session + "/config", Map.of("max_pattern_length", 2)).ok();
    kato.observe(session, "a");

    Answer second = kato.observe(session, "b").ok();

    assertThat(second.at("/auto_learned_pattern").textValue()).startsWith("PTRN|");
    assertThat(kato.get(session + "/stm").at("/stm")).hasToString("[[\"b\"]]");
  }

  @Test
  void vectorsBecomeSymbols() {
    kato.post(session + "/observe", Map.of("vectors", List.of(List.of(1, 2.5), List.of(0, 1))))
        .ok();

    assertThat(kato.get(session + "/stm").at("/stm/0/0").textValue()).startsWith("VCTR|");
  }

  @Test
  void whatWasLearnedIsPredicted() {
    observe("coffee", "news", "work");
    Answer learned = kato.post(session + "/learn").ok();
    assertThat(learned.at("/status").textValue()).isEqualTo("learned");
    String name = learned.at("/pattern_name").textValue();
    assertThat(learned.at("/message").textValue())
        .isEqualTo("Learned pattern " + name + " from 3 events");
    observe("coffee", "tea");

    Answer predicted = kato.get(session + "/predictions").ok();

    assertThat(predicted.at("/count").intValue()).isEqualTo(1);
    assertThat(predicted.at("/predictions/0/pattern_name").textValue()).isEqualTo(name);
    assertThat("PTRN|" + predicted.at("/predictions/0/name").textValue()).isEqualTo(name);
    assertThat(predicted.at("/predictions/0/type").textValue()).isEqualTo("prototypical");
    assertThat(predicted.at("/predictions/0/future")).hasToString("[[\"news\"],[\"work\"]]");
    assertThat(predicted.at("/predictions/0/sequence"))
        .hasToString("[[\"coffee\"],[\"news\"],[\"work\"]]");
    assertThat(predicted.at("/predictions/0/missing")).hasToString("[]");
    assertThat(predicted.at("/predictions/0/extras")).hasToString("[\"tea\"]");
    assertThat(predicted.at("/predictions/0/missing_events")).hasToString("[[]]");
    assertThat(predicted.at("/predictions/0/extras_events")).hasToString("[[],[\"tea\"]]");
    assertThat(predicted.at("/predictions/0/hamiltonian"))
        .isEqualTo(predicted.at("/predictions/0/normalized_entropy"));
    assertThat(predicted.at("/predictions/0/grand_hamiltonian"))
        .isEqualTo(predicted.at("/predictions/0/global_normalized_entropy"));
    assertThat(predicted.at("/future_potentials/0/future")).hasToString("[[\"news\"],[\"work\"]]");
    assertThat(predicted.at("/future_potentials/0/supporting_patterns").intValue()).isEqualTo(1);
    assertThat(predicted.at("/future_potentials_total").intValue()).isEqualTo(1);
  }

  @Test
  void aPredictionTellsWhichSymbolIsMatchedWithWhich() {
    kato.post(session + "/config", Map.of("fuzzy_token_threshold", 0.8)).ok();
    observe("cart", "coupon", "ship", "pay");
    kato.post(session + "/learn").ok();
    observe("tea", "cart", "cupon", "pay");

    Answer predicted = kato.get(session + "/predictions?fields=alignment").ok();

    assertThat(predicted.at("/predictions/0/alignment/matched"))
        .hasToString(
            "[{\"stm\":[1,0],\"pattern\":[0,0],\"similarity\":1.0},"
                + "{\"stm\":[2,0],\"pattern\":[1,0],\"similarity\":0.9090909090909091},"
                + "{\"stm\":[3,0],\"pattern\":[3,0],\"similarity\":1.0}]");
    assertThat(predicted.at("/predictions/0/alignment/missing")).hasToString("[[2,0]]");
    assertThat(predicted.at("/predictions/0/alignment/extra")).hasToString("[[0,0]]");
    assertThat(predicted.at("/predictions/0")).as("with its name").hasSize(2);
    assertThat(kato.get(session + "/predictions").at("/predictions/0/alignment"))
        .isEqualTo(predicted.at("/predictions/0/alignment"));
  }

  @Test
  void anotherSessionOfTheUserRemembersAndAnotherUserDoesNot() {
    observe("a", "b", "c");
    kato.post(session + "/learn").ok();
    String same = kato.openSession(user);
    String other = kato.openSession(user + "!");

    for (String asking : List.of(same, other)) {
      kato.observe(asking, "a").ok();
      kato.observe(asking, "b").ok();
    }

    assertThat(kato.get(same + "/predictions").at("/count").intValue()).isEqualTo(1);
    assertThat(kato.get(other + "/predictions").at("/count").intValue()).isZero();
  }

  @Test
  void tooLittleIsNotLearnedAndNothingIsRefused() {
    kato.post(session + "/learn").failed(400, "EMPTY_STM");
    kato.observe(session, "alone").ok();

    Answer answer = kato.post(session + "/learn").ok();

    assertThat(answer.at("/status").textValue()).isEqualTo("insufficient_data");
    assertThat(answer.at("/pattern_name").textValue()).isEmpty();
    assertThat(answer.at("/message").textValue()).contains("1 events");
    assertThat(kato.get(session + "/stm").at("/length").intValue()).isZero();
  }

  @Test
  void aSequenceIsTakenInAtOnce() {
    observe("x");
    Answer answer =
        kato.post(
                session + "/observe-sequence",
                Map.of(
                    "observations",
                    List.of(
                        Map.of("strings", List.of("a"), "unique_id", "one"),
                        Map.of("strings", List.of("b"))),
                    "learn_at_end",
                    true))
            .ok();

    assertThat(answer.at("/status").textValue()).isEqualTo("completed");
    assertThat(answer.at("/observations_processed").intValue()).isEqualTo(2);
    assertThat(answer.at("/initial_stm_length").intValue()).isEqualTo(1);
    assertThat(answer.at("/final_stm_length").intValue()).isZero();
    assertThat(answer.at("/results/0/unique_id").textValue()).isEqualTo("one");
    assertThat(answer.at("/results/1/sequence_position").intValue()).isEqualTo(1);
    assertThat(answer.at("/results/1/stm_length").intValue()).isEqualTo(3);
    assertThat(answer.at("/results/1/time").intValue()).isEqualTo(3);
    assertThat(answer.at("/final_learned_pattern").textValue()).startsWith("PTRN|");
    assertThat(answer.at("/auto_learned_patterns/0"))
        .isEqualTo(answer.at("/final_learned_pattern"));
    assertThat(answer.at("/isolated").booleanValue()).isFalse();
  }

  @Test
  void aSequenceCanLearnEachObservationByItself() {
    Answer answer =
        kato.post(
                session + "/observe-sequence",
                Map.of(
                    "observations",
                    List.of(
                        Map.of("strings", List.of("a", "b")), Map.of("strings", List.of("c", "d"))),
                    "learn_after_each",
                    true,
                    "clear_stm_between",
                    true))
            .ok();

    assertThat(answer.at("/auto_learned_patterns")).hasSize(2);
    assertThat(answer.at("/isolated").booleanValue()).isTrue();
    assertThat(kato.get(knowledge()).at("/count").intValue()).isEqualTo(2);
  }

  private String knowledge() {
    return "/v2/users/" + user.replace("()", "%28%29") + "/patterns";
  }

  @Test
  void anEmptySequenceDoesNothing() {
    Answer answer =
        kato.post(session + "/observe-sequence", Map.of("observations", List.of())).ok();

    assertThat(answer.at("/observations_processed").intValue()).isZero();
    assertThat(answer.at("/results")).isEmpty();
  }

  @Test
  void aBadElementIsNamedAndNothingWasObserved() {
    Answer answer =
        kato.post(
                session + "/observe-sequence",
                "{\"observations\": [{\"strings\": [\"a\"]}, {\"strings\": [\"b\", 7]}]}")
            .failed(422, "VALIDATION_ERROR");

    assertThat(answer.at("/detail/0/loc"))
        .hasToString("[\"body\",\"observations\",1,\"strings\",1]");
    assertThat(kato.get(session + "/cognition-data").at("/cognition_data/time").intValue())
        .isZero();
  }

  @Test
  void clearingEmptiesTheMemoryAndTheTimeGoesOn() {
    observe("a", "b");
    assertThat(kato.post(session + "/clear-stm").ok().at("/status").textValue())
        .isEqualTo("cleared");

    assertThat(kato.get(session + "/stm").at("/length").intValue()).isZero();
    assertThat(kato.get(session + "/percept-data").ok().at("/percept_data")).isEmpty();
    assertThat(kato.observe(session, "c").at("/time").intValue()).isEqualTo(3);
  }

  @Test
  void clearingAllForgetsWhatTheUserLearned() {
    observe("a", "b");
    kato.post(session + "/learn").ok();

    assertThat(kato.post(session + "/clear-all").ok().at("/scope").textValue()).isEqualTo("all");

    assertThat(kato.get(knowledge()).at("/count").intValue()).isZero();
    assertThat(kato.observe(session, "c").at("/time").intValue()).isEqualTo(1);
  }

  @Test
  void perceptAndCognitionAreThoseOfTheSession() {
    kato.post(
            session + "/observe",
            Map.of(
                "strings", List.of("b", "a"),
                "emotives", Map.of("joy", 0.5),
                "metadata", Map.of("k", "v")))
        .ok();

    Answer percept = kato.get(session + "/percept-data").ok();
    assertThat(percept.at("/percept_data/strings")).hasToString("[\"a\",\"b\"]");
    assertThat(percept.at("/percept_data/emotives/joy").doubleValue()).isEqualTo(0.5);
    assertThat(percept.at("/percept_data/metadata/k").textValue()).isEqualTo("v");
    Answer cognition = kato.get(session + "/cognition-data").ok();
    assertThat(cognition.at("/cognition_data/symbols")).hasToString("[\"a\",\"b\"]");
    assertThat(cognition.at("/cognition_data/short_term_memory")).hasToString("[[\"a\",\"b\"]]");
    assertThat(cognition.at("/cognition_data/emotives/joy").doubleValue()).isEqualTo(0.5);
    assertThat(cognition.at("/cognition_data/time").intValue()).isEqualTo(1);
  }

  private void observe(String... strings) {
    for (String string : strings) {
      kato.observe(session, string).ok();
    }
  }
}

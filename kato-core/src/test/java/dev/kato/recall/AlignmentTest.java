package dev.kato.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.config.ConfigKey;
import dev.kato.config.SessionConfig;
import dev.kato.model.Alignment;
import dev.kato.model.Alignment.Pair;
import dev.kato.model.Alignment.Place;
import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.Prediction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Which symbol is matched with which, by hand; {@link OracleTest} does the same at random. Places
 * are (event, index in the event), from 0.
 */
class AlignmentTest {

  private static final SessionConfig CONFIG = SessionConfig.DEFAULTS;

  private static Prediction predict(SessionConfig config, List<Event> learned, List<Event> stm) {
    try (KnowledgeIndex index = new KnowledgeIndex()) {
      index.put(new Pattern(PatternName.of(learned), learned, 1, List.of(), Map.of(), Map.of()));
      return index.recall(stm, config).predictions().get(0);
    }
  }

  private static Alignment align(SessionConfig config, List<Event> learned, List<Event> stm) {
    return predict(config, learned, stm).alignment();
  }

  private static Place at(int event, int index) {
    return new Place(event, index);
  }

  private static Pair equal(Place inState, Place inPattern) {
    return new Pair(inState, inPattern, 1);
  }

  @Test
  void joinsEachObservedSymbolWithTheLearnedOne() {
    Alignment alignment =
        align(
            CONFIG,
            List.of(Event.of("x"), Event.of("a", "b"), Event.of("c"), Event.of("d")),
            List.of(Event.of("a"), Event.of("c", "y")));

    assertThat(alignment.matched())
        .containsExactly(equal(at(0, 0), at(1, 0)), equal(at(1, 0), at(2, 0)));
    assertThat(alignment.missing()).as("learned here, not observed: b").containsExactly(at(1, 1));
    assertThat(alignment.extra()).as("observed, not learned: y").containsExactly(at(1, 1));
  }

  @Test
  void hasNothingToSayOfPastAndFuture() {
    Alignment alignment =
        align(
            CONFIG,
            List.of(Event.of("past"), Event.of("a"), Event.of("b"), Event.of("future")),
            List.of(Event.of("a"), Event.of("b")));

    assertThat(alignment.missing()).isEmpty();
    assertThat(alignment.matched()).extracting(Pair::inPattern).containsExactly(at(1, 0), at(2, 0));
  }

  @Test
  void tellsRepeatsOfASymbolApart() {
    Prediction prediction =
        predict(
            CONFIG,
            List.of(Event.of("a"), Event.of("b", "k"), Event.of("k"), Event.of("c")),
            List.of(
                Event.of("a"), Event.of("b"), Event.of("k"), Event.of("k", "k"), Event.of("c")));

    assertThat(prediction.alignment().matched())
        .containsExactly(
            equal(at(0, 0), at(0, 0)),
            equal(at(1, 0), at(1, 0)),
            equal(at(2, 0), at(1, 1)),
            equal(at(3, 0), at(2, 0)),
            equal(at(4, 0), at(3, 0)));
    assertThat(prediction.alignment().extra()).as("the third k").containsExactly(at(3, 1));
    assertThat(prediction.extras()).as("by set k is no extra").allMatch(Event::isEmpty);
  }

  @Test
  void tellsWhichOfEqualLearnedSymbolsIsMissing() {
    Prediction prediction =
        predict(
            CONFIG,
            List.of(Event.of("k"), Event.of("a"), Event.of("k"), Event.of("b")),
            List.of(Event.of("k"), Event.of("a"), Event.of("b")));

    assertThat(prediction.alignment().missing()).as("the second k").containsExactly(at(2, 0));
    assertThat(prediction.missing()).as("by set k is not missing").allMatch(Event::isEmpty);
  }

  @Test
  void tellsHowLikeAReadingIs() {
    Prediction prediction =
        predict(
            CONFIG.with(ConfigKey.FUZZY_TOKEN_THRESHOLD, 0.8),
            List.of(Event.of("cart"), Event.of("coupon"), Event.of("pay")),
            List.of(Event.of("cart"), Event.of("cupon")));

    assertThat(prediction.alignment().matched())
        .containsExactly(
            equal(at(0, 0), at(0, 0)), new Pair(at(1, 0), at(1, 0), 2.0 * 5 / (5 + 6)));
    assertThat(prediction.alignment().matched().get(1).similarity())
        .isEqualTo(prediction.anomalies().get(0).similarity());
    assertThat(prediction.alignment().missing()).isEmpty();
    assertThat(prediction.missing())
        .as("coupon was not observed as such")
        .anyMatch(e -> e.size() > 0);
  }

  @Test
  void ofNoMatchAllIsMissingAndAllIsExtra() {
    Alignment alignment =
        align(
            CONFIG.with(ConfigKey.RECALL_THRESHOLD, 0),
            List.of(Event.of("a", "b"), Event.of("c")),
            List.of(Event.of("x"), Event.of("y", "z")));

    assertThat(alignment.matched()).isEmpty();
    assertThat(alignment.missing()).containsExactly(at(0, 0), at(0, 1), at(1, 0));
    assertThat(alignment.extra()).containsExactly(at(0, 0), at(1, 0), at(1, 1));
  }

  @Test
  void isOfSymbolsAlsoWhereTextsAreCompared() {
    Alignment alignment =
        align(
            CONFIG.with(ConfigKey.USE_TOKEN_MATCHING, false),
            List.of(Event.of("a"), Event.of("bcd")),
            List.of(Event.of("a"), Event.of("bce")));

    assertThat(alignment.matched()).containsExactly(equal(at(0, 0), at(0, 0)));
    assertThat(alignment.extra()).containsExactly(at(1, 0));
  }

  @Test
  void placesAreIndicesOfTheSequenceAndOfTheMemory() {
    List<Event> stm = List.of(Event.of("b"), Event.of("c", "q"), Event.of("e"));
    Prediction prediction =
        predict(
            CONFIG,
            List.of(Event.of("a"), Event.of("b", "m"), Event.of("c"), Event.of("n"), Event.of("e")),
            stm);

    for (Pair pair : prediction.alignment().matched()) {
      assertThat(symbol(stm, pair.inState()))
          .isEqualTo(symbol(prediction.sequence(), pair.inPattern()));
    }
    assertThat(prediction.alignment().missing())
        .extracting(place -> symbol(prediction.sequence(), place))
        .containsExactly("m", "n");
    assertThat(prediction.alignment().extra())
        .extracting(place -> symbol(stm, place))
        .containsExactly("q");
  }

  private static String symbol(List<Event> events, Place place) {
    return events.get(place.event()).symbols().get(place.index());
  }
}

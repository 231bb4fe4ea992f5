package dev.kato.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which patterns from outside are as learning would have made them. */
class PatternTest {

  private static final List<Event> EVENTS = List.of(Event.of("a"), Event.of("b"));
  private static final PatternName NAME = PatternName.of(EVENTS);

  private static Pattern pattern(
      PatternName name,
      List<Event> events,
      long frequency,
      Map<String, Double> emotives,
      Map<String, Double> affinity) {
    return new Pattern(name, events, frequency, List.of(Map.of(), emotives), Map.of(), affinity);
  }

  private static Pattern of(Event... events) {
    List<Event> all = List.of(events);
    return pattern(PatternName.of(all), all, 1, Map.of(), Map.of());
  }

  private static void assertRefused(Pattern pattern, String field) {
    assertThatThrownBy(pattern::checked)
        .isInstanceOfSatisfying(
            InvalidInputException.class, e -> assertThat(e.field()).isEqualTo(field));
  }

  @Test
  void whatLearningCouldHaveMadePasses() {
    Pattern pattern = pattern(NAME, EVENTS, 3, Map.of("joy", -1e100), Map.of("joy", 1e110));

    assertThat(pattern.checked()).isSameAs(pattern);
    assertThat(of(Event.of("a", "a")).checked().length()).isEqualTo(2);
  }

  @Test
  void whatItCouldNotIsNamed() {
    assertRefused(of(Event.of("a")), "events");
    assertRefused(of(), "events");
    assertRefused(of(Event.of("a", "b"), Event.of()), "events");
    assertRefused(pattern(PatternName.of(List.of()), EVENTS, 1, Map.of(), Map.of()), "name");
    assertRefused(pattern(NAME, EVENTS, 0, Map.of(), Map.of()), "frequency");
    assertRefused(
        pattern(NAME, EVENTS, Pattern.MAX_FREQUENCY + 1, Map.of(), Map.of()), "frequency");
    assertRefused(pattern(NAME, EVENTS, 1, Map.of("joy", Double.NaN), Map.of()), "emotives[1].joy");
    assertRefused(
        pattern(NAME, EVENTS, 1, Map.of(), Map.of("joy", Double.POSITIVE_INFINITY)),
        "affinity.joy");
  }
}

package dev.kato.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.SessionOptions;
import dev.kato.model.InvalidConfigException;
import dev.kato.model.Metric;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SessionConfigTest {

  private final SessionConfig defaults = SessionConfig.DEFAULTS;

  @Test
  void hasTheDefaultsOfTheSemantics() {
    assertThat(defaults.maxPatternLength()).isZero();
    assertThat(defaults.persistence()).isEqualTo(5);
    assertThat(defaults.recallThreshold()).isEqualTo(0.1);
    assertThat(defaults.stmMode()).isEqualTo(StmMode.CLEAR);
    assertThat(defaults.maxPredictions()).isEqualTo(100);
    assertThat(defaults.minSymbols()).isEqualTo(2);
    assertThat(defaults.maxStmEvents()).isEqualTo(1000);
    assertThat(defaults.sortSymbols()).isTrue();
    assertThat(defaults.processPredictions()).isTrue();
    assertThat(defaults.useTokenMatching()).isTrue();
    assertThat(defaults.fuzzyTokenThreshold()).isZero();
    assertThat(defaults.rankSortAlgo()).isEqualTo(Metric.POTENTIAL);
    assertThat(defaults.affinityEmotive()).isNull();
  }

  static Stream<Arguments> accepted() {
    return Stream.of(
        Arguments.of("max_pattern_length", 0),
        Arguments.of("max_pattern_length", Integer.MAX_VALUE),
        Arguments.of("persistence", 1L),
        Arguments.of("persistence", (byte) 7),
        Arguments.of("max_predictions", (short) 300),
        Arguments.of("persistence", 100),
        Arguments.of("recall_threshold", 0),
        Arguments.of("recall_threshold", 1.0),
        Arguments.of("stm_mode", "ROLLING"),
        Arguments.of("max_predictions", 10_000),
        Arguments.of("min_symbols", 1),
        Arguments.of("max_stm_events", 1_000_000),
        Arguments.of("sort_symbols", false),
        Arguments.of("fuzzy_token_threshold", 0.85),
        Arguments.of("rank_sort_algo", "bayesian_posterior"),
        Arguments.of("affinity_emotive", "joy"),
        Arguments.of("affinity_emotive", null));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void takesWhatIsInRangeAndShowsIt(String key, Object value) {
    Map<String, Object> override = new HashMap<>();
    override.put(key, value);

    Object shown = defaults.with(override).toMap().get(key);

    if (value instanceof Number number) {
      assertThat(((Number) shown).doubleValue()).isEqualTo(number.doubleValue());
    } else {
      assertThat(shown).isEqualTo(value);
    }
  }

  static Stream<Arguments> javaValues() {
    return Stream.of(
        Arguments.of("stm_mode", StmMode.ROLLING, "ROLLING"),
        Arguments.of("rank_sort_algo", Metric.BAYESIAN_POSTERIOR, "bayesian_posterior"),
        Arguments.of("recall_threshold", 0.1f, 0.1),
        Arguments.of("max_predictions", (short) 300, 300),
        Arguments.of("min_symbols", (byte) 3, 3));
  }

  @ParameterizedTest
  @MethodSource("javaValues")
  void takesWhatAJavaCallerHasAndShowsItAsJson(String key, Object value, Object shown) {
    assertThat(defaults.with(Map.of(key, value)).toMap()).containsEntry(key, shown);
  }

  @ParameterizedTest
  @MethodSource("javaValues")
  void isTheSameFromWhatAStoreKeepsOfIt(String key, Object value, Object shown) {
    Map<String, Object> kept = SessionOptions.of("u").withConfig(Map.of(key, value)).config();

    assertThat(kept).isEqualTo(Map.of(key, shown));
    assertThat(defaults.with(kept)).isEqualTo(defaults.with(Map.of(key, value)));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("max_pattern_length", -1),
        Arguments.of("max_pattern_length", 1.5),
        Arguments.of("max_pattern_length", BigInteger.ONE.shiftLeft(70)),
        Arguments.of("persistence", 0),
        Arguments.of("persistence", 101),
        Arguments.of("persistence", "5"),
        Arguments.of("persistence", null),
        Arguments.of("recall_threshold", -0.1),
        Arguments.of("recall_threshold", 1.0001),
        Arguments.of("recall_threshold", Double.NaN),
        Arguments.of("recall_threshold", true),
        Arguments.of("stm_mode", "rolling"),
        Arguments.of("stm_mode", 1),
        Arguments.of("stm_mode", Metric.POTENTIAL),
        Arguments.of("persistence", 5f),
        Arguments.of("persistence", new AtomicInteger(5)),
        Arguments.of("recall_threshold", new AtomicInteger(1)),
        Arguments.of("recall_threshold", 1.1f),
        Arguments.of("max_predictions", 10_001),
        Arguments.of("min_symbols", 0),
        Arguments.of("max_stm_events", 0),
        Arguments.of("sort_symbols", "true"),
        Arguments.of("sort_symbols", 1),
        Arguments.of("fuzzy_token_threshold", 2),
        Arguments.of("rank_sort_algo", "POTENTIAL"),
        Arguments.of("rank_sort_algo", "luck"),
        Arguments.of("affinity_emotive", 7),
        Arguments.of("affinity_emotive", "\ud800"),
        Arguments.of("smoothness", 3),
        Arguments.of("RECALL_THRESHOLD", 0.5));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatIsNotNamingKeyAndRange(String key, Object value) {
    Map<String, Object> override = new HashMap<>();
    override.put(key, value);

    assertThatThrownBy(() -> defaults.with(override))
        .isInstanceOfSatisfying(
            InvalidConfigException.class,
            e -> {
              assertThat(e.problems()).hasSize(1);
              assertThat(e.problems().get(0).key()).isEqualTo(key);
              assertThat(e.problems().get(0).value()).isEqualTo(String.valueOf(value));
              assertThat(e.problems().get(0).expected()).isNotEmpty();
            });
  }

  @Test
  void namesEveryBadKeyInCodePointOrder() {
    assertThatThrownBy(
            () -> defaults.with(Map.of("zzz", 1, "persistence", 0, "aaa", 2, "min_symbols", 3)))
        .isInstanceOfSatisfying(
            InvalidConfigException.class,
            e ->
                assertThat(e.problems())
                    .extracting(InvalidConfigException.Problem::key)
                    .containsExactly("aaa", "persistence", "zzz"));
  }

  @Test
  void sortingFollowsTokenMatchingUntilItIsSet() {
    SessionConfig characters = defaults.with(Map.of("use_token_matching", false));

    assertThat(characters.sortSymbols()).isFalse();
    assertThat(characters.toMap()).containsEntry("sort_symbols", false);
    assertThat(characters.with(Map.of("sort_symbols", true)).sortSymbols()).isTrue();
  }
}

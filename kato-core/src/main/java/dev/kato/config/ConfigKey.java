package dev.kato.config;

import dev.kato.model.CodePoints;
import dev.kato.model.Metric;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The configuration keys, with what each takes. */
public enum ConfigKey {
  /** Events at which auto-learning learns; 0 = learn only when asked. */
  MAX_PATTERN_LENGTH(Values.integer(0, Integer.MAX_VALUE), 0),
  /** Entries that a pattern's emotives window keeps. */
  PERSISTENCE(Values.integer(1, 100), 5),
  /** Least similarity of a prediction. */
  RECALL_THRESHOLD(Values.number(0, 1), 0.1),
  /** What auto-learning leaves. */
  STM_MODE(Values.oneOf(StmMode.class), StmMode.CLEAR),
  /** Most predictions returned. */
  MAX_PREDICTIONS(Values.integer(1, 10_000), 100),
  /** Most future potentials returned; as many as predictions unless it is set. */
  MAX_FUTURE_POTENTIALS(Values.integer(0, 10_000), 100),
  /** Fewest symbols of a state that is compared. */
  MIN_SYMBOLS(Values.integer(1, Integer.MAX_VALUE), 2),
  /** Most events the short-term memory holds. */
  MAX_STM_EVENTS(Values.integer(1, 1_000_000), 1000),
  /** Whether the strings of an observation are sorted. */
  SORT_SYMBOLS(Values.bool(), true),
  /** Whether observing computes predictions too. */
  PROCESS_PREDICTIONS(Values.bool(), true),
  /** Whether similarity is counted in symbols rather than characters. */
  USE_TOKEN_MATCHING(Values.bool(), true),
  /** Least similarity at which a symbol is read as another; 0 = off. */
  FUZZY_TOKEN_THRESHOLD(Values.number(0, 1), 0.0),
  /** What predictions are ranked by. */
  RANK_SORT_ALGO(Values.oneOf(Metric.class), Metric.POTENTIAL),
  /** The emotive whose affinities weight symbols, or null. */
  AFFINITY_EMOTIVE(Values.textOrNull(), null);

  private final Values.Kind kind;
  private final @Nullable Object defaultValue;

  ConfigKey(Values.Kind kind, @Nullable Object defaultValue) {
    this.kind = kind;
    this.defaultValue = defaultValue;
  }

  /** The name on the wire, as {@code recall_threshold}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the key takes, as {@code int 1..100}. */
  public String range() {
    return kind.range();
  }

  /** The key with that wire name, if there is one. */
  public static Optional<ConfigKey> ofWireName(String name) {
    return Arrays.stream(values()).filter(key -> key.wireName().equals(name)).findFirst();
  }

  /** All wire names, for a message that lists them. */
  static String names() {
    return Arrays.stream(values())
        .map(ConfigKey::wireName)
        .sorted(CodePoints.ORDER)
        .collect(Collectors.joining(", "));
  }

  @Nullable Object defaultValue() {
    return defaultValue;
  }

  /** The typed value, or empty if {@code raw} is not one. Never holds null: see {@link Values}. */
  Optional<Object> parse(@Nullable Object raw) {
    return kind.parse(raw);
  }
}

package dev.kato.config;

import dev.kato.model.CodePoints;
import dev.kato.model.InvalidConfigException;
import dev.kato.model.InvalidConfigException.Problem;
import dev.kato.model.Metric;
import dev.kato.model.WireNamed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The configuration a session works with: every key has a valid value. Immutable; {@link #with}
 * gives changed copies.
 */
public final class SessionConfig {

  /** What semantics and the Python service have as defaults. */
  public static final SessionConfig DEFAULTS = new SessionConfig(new EnumMap<>(ConfigKey.class));

  private final Map<ConfigKey, Object> explicit;

  private SessionConfig(Map<ConfigKey, Object> explicit) {
    this.explicit = explicit;
  }

  /**
   * This configuration with some values replaced.
   *
   * @param overrides by wire name: values as {@link dev.kato.model.JsonValues} takes them, so a
   *     {@link StmMode} or {@link Metric} as such or by its name
   * @throws InvalidConfigException naming every key that is unknown or has a value out of range; a
   *     value is never applied in part
   */
  public SessionConfig with(Map<String, ? extends @Nullable Object> overrides) {
    if (overrides.isEmpty()) {
      return this;
    }
    Map<ConfigKey, Object> values = new EnumMap<>(ConfigKey.class);
    values.putAll(explicit);
    List<Problem> problems = parse(overrides, values);
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
    return new SessionConfig(values);
  }

  /** What {@link #with(Map)} would refuse, by key in code point order; empty when it is fine. */
  public List<Problem> problems(Map<String, ? extends @Nullable Object> overrides) {
    return parse(overrides, new EnumMap<>(ConfigKey.class));
  }

  private static List<Problem> parse(
      Map<String, ? extends @Nullable Object> overrides, Map<ConfigKey, Object> values) {
    List<Problem> problems = new ArrayList<>();
    Map<String, @Nullable Object> sorted = new TreeMap<>(CodePoints.ORDER);
    sorted.putAll(overrides);
    sorted.forEach(
        (name, raw) ->
            ConfigKey.ofWireName(name)
                .ifPresentOrElse(
                    key ->
                        key.parse(raw)
                            .ifPresentOrElse(
                                value -> values.put(key, value),
                                () ->
                                    problems.add(
                                        new Problem(name, String.valueOf(raw), key.range()))),
                    () ->
                        problems.add(
                            new Problem(
                                name, String.valueOf(raw), "a known key: " + ConfigKey.names()))));
    return problems;
  }

  /** This configuration with one value replaced; see {@link #with(Map)}. */
  public SessionConfig with(ConfigKey key, @Nullable Object value) {
    Map<String, @Nullable Object> override = new HashMap<>();
    override.put(key.wireName(), value);
    return with(override);
  }

  /** Every key's effective value by wire name, as JSON has it, in code point order. */
  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new TreeMap<>(CodePoints.ORDER);
    for (ConfigKey key : ConfigKey.values()) {
      map.put(key.wireName(), json(get(key)));
    }
    map.put(ConfigKey.SORT_SYMBOLS.wireName(), sortSymbols());
    map.put(ConfigKey.MAX_FUTURE_POTENTIALS.wireName(), maxFuturePotentials());
    return Collections.unmodifiableMap(map);
  }

  private static @Nullable Object json(@Nullable Object value) {
    return value instanceof WireNamed named ? named.wireName() : value;
  }

  private @Nullable Object get(ConfigKey key) {
    Object value = explicit.get(key);
    if (value == null) {
      return key.defaultValue();
    }
    return value == Values.NULL ? null : value;
  }

  private <T> T value(ConfigKey key, Class<T> type) {
    return type.cast(Objects.requireNonNull(get(key)));
  }

  /** Events at which auto-learning learns; 0 = never. */
  public int maxPatternLength() {
    return value(ConfigKey.MAX_PATTERN_LENGTH, Integer.class);
  }

  /** Entries that a pattern's emotives window keeps, 1..100. */
  public int persistence() {
    return value(ConfigKey.PERSISTENCE, Integer.class);
  }

  /** Least similarity of a prediction, 0..1. */
  public double recallThreshold() {
    return value(ConfigKey.RECALL_THRESHOLD, Double.class);
  }

  /** What auto-learning leaves in the short-term memory. */
  public StmMode stmMode() {
    return value(ConfigKey.STM_MODE, StmMode.class);
  }

  /** Most predictions returned, 1..10000. */
  public int maxPredictions() {
    return value(ConfigKey.MAX_PREDICTIONS, Integer.class);
  }

  /** Most future potentials returned, 0..10000; {@link #maxPredictions()} unless it was set. */
  public int maxFuturePotentials() {
    return explicit.containsKey(ConfigKey.MAX_FUTURE_POTENTIALS)
        ? value(ConfigKey.MAX_FUTURE_POTENTIALS, Integer.class)
        : maxPredictions();
  }

  /** Fewest symbols of a state that is compared, at least 1. */
  public int minSymbols() {
    return value(ConfigKey.MIN_SYMBOLS, Integer.class);
  }

  /** Most events the short-term memory holds, 1..1000000. */
  public int maxStmEvents() {
    return value(ConfigKey.MAX_STM_EVENTS, Integer.class);
  }

  /** Whether strings are sorted; off in character mode unless it was set. */
  public boolean sortSymbols() {
    return explicit.containsKey(ConfigKey.SORT_SYMBOLS)
        ? value(ConfigKey.SORT_SYMBOLS, Boolean.class)
        : useTokenMatching();
  }

  /**
   * Whether observing computes predictions too. A {@code KatoSession} computes them only when
   * asked; this is for callers that keep them with an observation.
   */
  public boolean processPredictions() {
    return value(ConfigKey.PROCESS_PREDICTIONS, Boolean.class);
  }

  /** Whether similarity is counted in symbols (true) or characters (false). */
  public boolean useTokenMatching() {
    return value(ConfigKey.USE_TOKEN_MATCHING, Boolean.class);
  }

  /** Least similarity at which a symbol is read as another, 0..1; 0 = off. */
  public double fuzzyTokenThreshold() {
    return value(ConfigKey.FUZZY_TOKEN_THRESHOLD, Double.class);
  }

  /** What predictions are ranked by. */
  public Metric rankSortAlgo() {
    return value(ConfigKey.RANK_SORT_ALGO, Metric.class);
  }

  /** The emotive whose affinities weight symbols, or null. */
  public @Nullable String affinityEmotive() {
    return (String) get(ConfigKey.AFFINITY_EMOTIVE);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SessionConfig config && explicit.equals(config.explicit);
  }

  @Override
  public int hashCode() {
    return explicit.hashCode();
  }

  @Override
  public String toString() {
    return toMap().toString();
  }
}

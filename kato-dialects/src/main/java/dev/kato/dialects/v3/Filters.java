package dev.kato.dialects.v3;

import dev.kato.KatoSession;
import dev.kato.SessionInfo;
import dev.kato.model.CodePoints;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Event;
import dev.kato.model.InvalidConfigException.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The filter pipeline of 3.x. Recall is exact and fast without it, so it does only what its names
 * promise: {@code length}, {@code jaccard} and {@code rapidfuzz} are exact conditions on the
 * ensemble, {@code minhash} and {@code bloom}, which only ever approximated, do nothing. The
 * settings are kept with the session.
 */
final class Filters {

  private static final String NOTE = "v3.filters";
  private static final Set<String> NAMES =
      Set.of("length", "jaccard", "minhash", "bloom", "rapidfuzz");

  private record Setting(Object initial, String range, Predicate<Object> fits) {}

  private static final Map<String, Setting> SETTINGS = settings();

  private Filters() {}

  private static Map<String, Setting> settings() {
    Map<String, Setting> settings = new TreeMap<>(CodePoints.ORDER);
    settings.put(
        "filter_pipeline",
        new Setting(List.of(), "list of " + CodePoints.sorted(NAMES), Filters::isPipeline));
    settings.put("length_min_ratio", number(0.5, 0, 1));
    settings.put("length_max_ratio", number(2.0, 1, Double.MAX_VALUE));
    settings.put("jaccard_threshold", number(0.3, 0, 1));
    settings.put("jaccard_min_overlap", whole(2, 1, Integer.MAX_VALUE));
    settings.put("minhash_threshold", number(0.7, 0, 1));
    settings.put("minhash_bands", whole(20, 1, 100));
    settings.put("minhash_rows", whole(5, 1, 20));
    settings.put("minhash_num_hashes", whole(100, 10, 256));
    settings.put("bloom_false_positive_rate", number(0.01, 0.0001, 0.1));
    settings.put("max_candidates_per_stage", whole(100_000, 100, Integer.MAX_VALUE));
    settings.put(
        "enable_filter_metrics", new Setting(true, "true or false", v -> v instanceof Boolean));
    settings.put(
        "indexer_type",
        new Setting(
            "VI", "one of VI, LSH, ANNOY, FAISS", Set.of("VI", "LSH", "ANNOY", "FAISS")::contains));
    return settings;
  }

  private static boolean isPipeline(Object value) {
    return value instanceof List<?> list
        && list.stream().allMatch(v -> v != null && NAMES.contains(v));
  }

  private static Setting number(double initial, double min, double max) {
    String range =
        max == Double.MAX_VALUE ? "number " + min + " or more" : "number " + min + ".." + max;
    return new Setting(
        initial,
        range,
        v -> v instanceof Number n && n.doubleValue() >= min && n.doubleValue() <= max);
  }

  private static Setting whole(int initial, int min, int max) {
    String range = max == Integer.MAX_VALUE ? "int " + min + " or more" : "int " + min + ".." + max;
    return new Setting(initial, range, v -> v instanceof Integer n && n >= min && n <= max);
  }

  /** Whether a key of the configuration is one of these. */
  static boolean isSetting(String key) {
    return SETTINGS.containsKey(key);
  }

  /** The value that a setting has until it is given another. */
  static Object initial(String key) {
    return Objects.requireNonNull(SETTINGS.get(key)).initial;
  }

  /** What is wrong with these settings. */
  static List<Problem> problems(Map<String, @Nullable Object> settings) {
    List<Problem> problems = new ArrayList<>();
    new TreeMap<>(settings)
        .forEach(
            (key, value) -> {
              Setting setting = SETTINGS.get(key);
              if (setting != null && (value == null || !setting.fits.test(value))) {
                problems.add(new Problem(key, String.valueOf(value), setting.range));
              }
            });
    return problems;
  }

  /** Applies overrides of the configuration and settings, all checked, in one step. */
  static void keep(
      KatoSession session,
      Map<String, @Nullable Object> overrides,
      Map<String, @Nullable Object> settings) {
    if (settings.isEmpty()) {
      session.configure(overrides);
      return;
    }
    session.configure(
        overrides,
        NOTE,
        before -> {
          Map<String, @Nullable Object> merged = new HashMap<>();
          if (before instanceof Map<?, ?> map) {
            map.forEach((key, value) -> merged.put(String.valueOf(key), value));
          }
          merged.putAll(settings);
          return merged;
        });
  }

  /** The session's settings, each with its value or the initial one. */
  static Map<String, Object> of(SessionInfo info) {
    Map<String, Object> values = new TreeMap<>(CodePoints.ORDER);
    SETTINGS.forEach((key, setting) -> values.put(key, setting.initial));
    if (info.state().notes().get(NOTE) instanceof Map<?, ?> kept) {
      kept.forEach((key, value) -> values.put(String.valueOf(key), value));
    }
    return values;
  }

  /**
   * What patterns must meet to be compared with the session's state: its pipeline, and for a state
   * of one symbol that they begin with it.
   */
  static EnsembleFilter ensemble(SessionInfo info) {
    Map<String, Object> settings = of(info);
    EnsembleFilter filter = EnsembleFilter.NONE;
    if (settings.get("filter_pipeline") instanceof List<?> pipeline) {
      if (pipeline.contains("length")) {
        filter =
            filter.withLengthRatio(
                number(settings, "length_min_ratio"), number(settings, "length_max_ratio"));
      }
      if (pipeline.contains("jaccard")) {
        filter =
            filter.withOverlap(
                number(settings, "jaccard_threshold"),
                (int) number(settings, "jaccard_min_overlap"));
      }
      if (pipeline.contains("rapidfuzz")) {
        filter = filter.withTextSimilarity(info.config().recallThreshold());
      }
    }
    List<String> state = Event.flatten(info.state().memory().events());
    return state.size() == 1 ? filter.withFirstSymbol(state.get(0)) : filter;
  }

  private static double number(Map<String, Object> settings, String key) {
    return settings.get(key) instanceof Number number ? number.doubleValue() : 0;
  }
}

package dev.kato.dialects.v3;

import dev.kato.Kato;
import dev.kato.KatoSession;
import dev.kato.SessionInfo;
import dev.kato.config.ConfigKey;
import dev.kato.config.SessionConfig;
import dev.kato.model.CodePoints;
import dev.kato.model.InvalidConfigException.Problem;
import dev.kato.server.http.Fields;
import dev.kato.server.http.HttpFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Configuration in 3.x's words: the core's keys and the filter pipeline's in one map, errors by
 * key, and keys that KATO 3 does not know ignored as it ignores them. Null means the initial value
 * where KATO 3 took it.
 */
final class SessionConfiguration {

  private static final String FUZZY = ConfigKey.FUZZY_TOKEN_THRESHOLD.wireName();

  private final Map<String, @Nullable Object> core = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> filters = new LinkedHashMap<>();

  private SessionConfiguration(Map<String, @Nullable Object> given) {
    given.forEach(
        (key, value) -> {
          String name = key.equals("sort") ? "sort_symbols" : key;
          if (Filters.isSetting(name)) {
            filters.put(name, value == null ? Filters.initial(name) : value);
          } else if (name.equals(FUZZY) && value == null) {
            core.put(name, SessionConfig.DEFAULTS.fuzzyTokenThreshold());
          } else if (ConfigKey.ofWireName(name).isPresent()) {
            core.put(name, value);
          }
        });
  }

  /**
   * Checks a configuration.
   *
   * @throws HttpFailure naming every bad key in 3.x's words
   */
  static SessionConfiguration of(Kato kato, Map<String, @Nullable Object> given) {
    SessionConfiguration configuration = new SessionConfiguration(given);
    List<Problem> problems = new ArrayList<>(Filters.problems(configuration.filters));
    problems.addAll(kato.defaults().problems(configuration.core));
    if (!problems.isEmpty()) {
      throw refused(problems);
    }
    return configuration;
  }

  private static HttpFailure refused(List<Problem> problems) {
    Map<String, @Nullable Object> byKey = new TreeMap<>(CodePoints.ORDER);
    problems.forEach(
        problem ->
            byKey.put(problem.key(), "must be " + problem.expected() + ", got " + problem.value()));
    return new HttpFailure(
        400,
        "INVALID_CONFIG",
        "Configuration validation failed",
        Fields.of("validation_errors", byKey),
        Fields.of("error", "Configuration validation failed", "validation_errors", byKey),
        Map.of());
  }

  /** What the core is told. */
  Map<String, @Nullable Object> core() {
    return core;
  }

  void applyTo(KatoSession session) {
    Filters.keep(session, core, filters);
  }

  /** What the core is not told, to be kept with a session that was opened with the rest. */
  void keepFilters(KatoSession session) {
    if (!filters.isEmpty()) {
      Filters.keep(session, Map.of(), filters);
    }
  }

  /** All effective values. */
  static Map<String, @Nullable Object> effective(SessionInfo info) {
    Map<String, @Nullable Object> all = new TreeMap<>(CodePoints.ORDER);
    all.putAll(info.config().toMap());
    all.putAll(Filters.of(info));
    return all;
  }
}

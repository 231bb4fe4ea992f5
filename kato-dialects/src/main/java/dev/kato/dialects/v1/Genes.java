package dev.kato.dialects.v1;

import dev.kato.KatoSession;
import dev.kato.SessionInfo;
import dev.kato.config.SessionConfig;
import dev.kato.model.CodePoints;
import dev.kato.model.InvalidConfigException;
import dev.kato.model.InvalidConfigException.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Genes: v1's name for the configuration. Those that no longer do anything are checked and kept
 * with the session, so that old clients find what they set.
 */
final class Genes {

  private static final String NOTE = "v1.genes";

  private record Old(Object initial, String range, Predicate<Object> fits) {}

  private static final Map<String, Old> OLD =
      Map.of(
          "smoothness", whole(3, 1, 10),
          "quiescence", whole(3, 0, 100),
          "search_depth", whole(10, 1, 100),
          "auto_act_method", oneOf("none", "threshold", "adaptive"),
          "auto_act_threshold",
              new Old(0.8, "number 0..1", v -> v instanceof Number n && in(n, 0, 1)),
          "always_update_frequencies", new Old(false, "true or false", v -> v instanceof Boolean),
          "indexer_type", oneOf("VI", "LSH", "ANNOY", "FAISS"));

  private Genes() {}

  private static Old whole(int initial, int min, int max) {
    return new Old(
        initial, "int " + min + ".." + max, v -> v instanceof Integer n && in(n, min, max));
  }

  private static boolean in(Number value, double min, double max) {
    return value.doubleValue() >= min && value.doubleValue() <= max;
  }

  /** The first is the initial one. */
  private static Old oneOf(String... choices) {
    return new Old(
        choices[0], "one of " + String.join(", ", choices), v -> List.of(choices).contains(v));
  }

  /** The value of a gene, if there is one of that name; null is a value. */
  static Optional<List<@Nullable Object>> value(SessionInfo info, String name) {
    Map<String, @Nullable Object> config = info.config().toMap();
    String key = configKey(name);
    if (config.containsKey(key)) {
      List<@Nullable Object> value = new ArrayList<>();
      value.add(config.get(key));
      return Optional.of(value);
    }
    return Optional.ofNullable(OLD.get(name))
        .map(old -> List.of(kept(info.state().notes().get(NOTE)).getOrDefault(name, old.initial)));
  }

  /**
   * Sets genes, all or none.
   *
   * @throws InvalidConfigException naming every bad one
   */
  static void update(KatoSession session, Map<String, @Nullable Object> genes) {
    Map<String, @Nullable Object> config = new HashMap<>();
    Map<String, Object> old = new TreeMap<>(CodePoints.ORDER);
    List<Problem> problems = new ArrayList<>();
    genes.forEach(
        (name, value) -> {
          Old gene = OLD.get(name);
          if (gene == null) {
            config.put(configKey(name), value);
          } else if (value != null && gene.fits.test(value)) {
            old.put(name, value);
          } else {
            problems.add(new Problem(name, String.valueOf(value), gene.range));
          }
        });
    problems.addAll(SessionConfig.DEFAULTS.problems(config));
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
    if (old.isEmpty()) {
      session.configure(config);
      return;
    }
    session.configure(
        config,
        NOTE,
        before -> {
          Map<String, Object> merged = new HashMap<>(kept(before));
          merged.putAll(old);
          return merged;
        });
  }

  private static String configKey(String gene) {
    return gene.equals("sort") ? "sort_symbols" : gene;
  }

  private static Map<String, Object> kept(@Nullable Object note) {
    Map<String, Object> kept = new HashMap<>();
    if (note instanceof Map<?, ?> map) {
      map.forEach((name, value) -> kept.put(String.valueOf(name), value));
    }
    return kept;
  }
}

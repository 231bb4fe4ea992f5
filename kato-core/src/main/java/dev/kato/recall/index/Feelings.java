package dev.kato.recall.index;

import dev.kato.model.Emotives;
import dev.kato.model.Pattern;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pattern carries besides its events and frequency.
 *
 * @param emotives key-wise mean of its window
 * @param affinity running sums by emotive
 */
public record Feelings(Map<String, Double> emotives, Map<String, Double> affinity) {

  static final Feelings NONE = new Feelings(Map.of(), Map.of());

  /** Null when there are none, as most patterns have it. */
  static @Nullable Feelings of(Pattern pattern) {
    return pattern.emotives().isEmpty() && pattern.affinity().isEmpty()
        ? null
        : new Feelings(Emotives.mean(pattern.emotives()), pattern.affinity());
  }

  public static Feelings orNone(@Nullable Feelings feelings) {
    return feelings == null ? NONE : feelings;
  }
}

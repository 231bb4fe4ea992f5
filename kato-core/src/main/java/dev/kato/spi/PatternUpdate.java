package dev.kato.spi;

import dev.kato.model.CodePoints;
import dev.kato.model.InvalidInputException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A correction of what was learned.
 *
 * @param frequency the new one, at least 1; null leaves it
 * @param emotives the new window, oldest first, at most 100 entries; null leaves it
 */
public record PatternUpdate(
    @Nullable Long frequency, @Nullable List<Map<String, Double>> emotives) {

  private static final int MAX_WINDOW = 100;

  /**
   * Copies and checks.
   *
   * @throws InvalidInputException if a value is out of range or not finite
   */
  public PatternUpdate {
    if (frequency != null && frequency < 1) {
      throw new InvalidInputException("frequency", "must be at least 1");
    }
    if (emotives != null) {
      if (emotives.size() > MAX_WINDOW) {
        throw new InvalidInputException("emotives", "must have at most " + MAX_WINDOW + " entries");
      }
      emotives = emotives.stream().map(CodePoints::<Double>sortedCopy).toList();
      boolean finite =
          emotives.stream().allMatch(entry -> entry.values().stream().allMatch(Double::isFinite));
      if (!finite) {
        throw new InvalidInputException("emotives", "must hold finite numbers");
      }
    }
  }
}

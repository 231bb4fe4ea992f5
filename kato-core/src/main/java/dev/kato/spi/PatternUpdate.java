package dev.kato.spi;

import dev.kato.model.CodePoints;
import dev.kato.model.Emotives;
import dev.kato.model.InvalidInputException;
import dev.kato.model.Pattern;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A correction of what was learned.
 *
 * @param frequency the new one, 1 to {@value Pattern#MAX_FREQUENCY}; null leaves it
 * @param emotives the new window, oldest first, at most 100 entries of numbers from &minus;1e100 to
 *     1e100; null leaves it
 */
public record PatternUpdate(
    @Nullable Long frequency, @Nullable List<Map<String, Double>> emotives) {

  private static final int MAX_WINDOW = 100;

  /**
   * Copies and checks.
   *
   * @throws InvalidInputException if a value is out of range; it names the emotive that is
   */
  public PatternUpdate {
    if (frequency != null) {
      Pattern.checkFrequency(frequency);
    }
    if (emotives != null) {
      if (emotives.size() > MAX_WINDOW) {
        throw new InvalidInputException("emotives", "must have at most " + MAX_WINDOW + " entries");
      }
      emotives = emotives.stream().map(CodePoints::<Double>sortedCopy).toList();
      for (int i = 0; i < emotives.size(); i++) {
        Emotives.check("emotives[" + i + "]", emotives.get(i));
      }
    }
  }
}

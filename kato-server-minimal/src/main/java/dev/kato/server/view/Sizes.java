package dev.kato.server.view;

import dev.kato.model.Event;
import dev.kato.model.Explanation;
import dev.kato.model.Forecast;
import dev.kato.model.NearMiss;
import dev.kato.model.Prediction;
import dev.kato.model.Predictions;
import java.util.List;

/** What answers take in memory until they are written, about. */
public final class Sizes {

  /** A prediction with its metrics, and what is made of it for the one moment it is written. */
  private static final long PREDICTION = 4096;

  private static final long FUTURE = 256;

  /**
   * A symbol stands in the sequence, in one of its parts, and may be among what is missing; its
   * place is told with that of its partner.
   */
  private static final long SYMBOL = 96;

  private static final long OUTCOME = 256;
  private static final long SUPPORT = 512;

  private Sizes() {}

  /** In bytes. */
  public static long of(Forecast forecast) {
    long supports = 0;
    for (Forecast.Outcome outcome : forecast.outcomes()) {
      supports += outcome.supports().size();
    }
    return OUTCOME * forecast.outcomes().size() + SUPPORT * supports;
  }

  /** In bytes. */
  public static long of(Predictions predictions) {
    long bytes = FUTURE * predictions.futurePotentials().size();
    for (Prediction prediction : predictions.predictions()) {
      bytes += prediction(prediction.sequence());
    }
    return bytes;
  }

  /** In bytes; with a prediction that may be in it. */
  public static long of(Explanation explanation) {
    return 2 * prediction(explanation.sequence());
  }

  /** In bytes. */
  public static long of(List<NearMiss> misses) {
    return misses.stream().mapToLong(miss -> prediction(miss.sequence())).sum();
  }

  private static long prediction(List<Event> sequence) {
    return PREDICTION + SYMBOL * Event.countSymbols(sequence);
  }
}

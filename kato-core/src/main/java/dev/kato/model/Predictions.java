package dev.kato.model;

import java.util.List;
import java.util.Optional;

/**
 * The answer to a question.
 *
 * @param predictions best first, at most {@code max_predictions}
 * @param futurePotentials over the whole ensemble, greatest first
 */
public record Predictions(List<Prediction> predictions, List<FuturePotential> futurePotentials) {

  /** No prediction. */
  public static final Predictions NONE = new Predictions(List.of(), List.of());

  /** Copies both lists, but leaves a {@link DeferredList} as it is. */
  public Predictions {
    predictions = List.copyOf(predictions);
    if (!(futurePotentials instanceof DeferredList)) {
      futurePotentials = List.copyOf(futurePotentials);
    }
  }

  /** The prediction that ranks first, if there is any. */
  public Optional<Prediction> best() {
    return predictions.stream().findFirst();
  }
}

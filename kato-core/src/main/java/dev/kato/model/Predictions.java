package dev.kato.model;

import java.util.List;
import java.util.Optional;

/**
 * The answer to a question.
 *
 * @param predictions best first, at most {@code max_predictions}
 * @param futurePotentials over the whole ensemble, greatest first, at most {@code
 *     max_future_potentials}
 * @param futurePotentialsTotal how many different futures the ensemble has
 */
public record Predictions(
    List<Prediction> predictions,
    List<FuturePotential> futurePotentials,
    int futurePotentialsTotal) {

  /** No prediction. */
  public static final Predictions NONE = new Predictions(List.of(), List.of(), 0);

  /** Copies both lists. */
  public Predictions {
    predictions = List.copyOf(predictions);
    futurePotentials = List.copyOf(futurePotentials);
  }

  /** The prediction that ranks first, if there is any. */
  public Optional<Prediction> best() {
    return predictions.stream().findFirst();
  }

  /** The first prediction that tells what comes next: whose future is not empty. */
  public Optional<Prediction> bestWithFuture() {
    return predictions.stream().filter(prediction -> !prediction.future().isEmpty()).findFirst();
  }
}

package dev.kato.recall.score;

import dev.kato.model.Metric;
import dev.kato.model.Prediction;
import java.util.Comparator;

/** The order of predictions: by a metric, ties by name. */
public final class Ranking {

  private Ranking() {}

  public static Comparator<Prediction> by(Metric metric) {
    Comparator<Prediction> byMetric =
        Comparator.comparingDouble(prediction -> prediction.metric(metric));
    return (metric.ascending() ? byMetric : byMetric.reversed()).thenComparing(Prediction::name);
  }
}

package dev.kato.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.config.SessionConfig;
import dev.kato.model.FuturePotential;
import dev.kato.model.Metric;
import dev.kato.model.Prediction;
import dev.kato.model.Predictions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;

/**
 * Compares the engine's answer with the oracle's full one: everything equal, numbers within 1e-9,
 * the ranking the one that the engine's own numbers ask for, and nothing better left out.
 */
final class SamePredictions {

  private static final double TOLERANCE = 1e-9;

  private SamePredictions() {}

  /**
   * Checks.
   *
   * @param expected the oracle's answer without a limit
   */
  static void check(Predictions actual, Predictions expected, SessionConfig config) {
    Metric metric = config.rankSortAlgo();
    List<Prediction> predictions = actual.predictions();
    assertThat(predictions)
        .hasSize(Math.min(config.maxPredictions(), expected.predictions().size()));
    assertThat(predictions).isSortedAccordingTo(order(metric));
    Map<String, Prediction> byName = new HashMap<>();
    expected.predictions().forEach(each -> byName.put(each.name().hash(), each));
    for (int i = 0; i < predictions.size(); i++) {
      Prediction prediction = predictions.get(i);
      Prediction same = byName.get(prediction.name().hash());
      assertThat(same).as("prediction %s is in the ensemble", prediction.name()).isNotNull();
      checkOne(prediction, same);
      checkNumber(
          "rank " + i, prediction.metric(metric), expected.predictions().get(i).metric(metric));
    }
    assertThat(actual.futurePotentialsTotal()).isEqualTo(expected.futurePotentialsTotal());
    assertThat(actual.futurePotentials())
        .hasSize(Math.min(config.maxFuturePotentials(), expected.futurePotentialsTotal()));
    checkFutures(actual.futurePotentials(), expected.futurePotentials());
  }

  static Comparator<Prediction> order(Metric metric) {
    Comparator<Prediction> byMetric =
        Comparator.comparingDouble(prediction -> prediction.metric(metric));
    return (metric == Metric.FRAGMENTATION ? byMetric : byMetric.reversed())
        .thenComparing(Prediction::name);
  }

  private static void checkOne(Prediction actual, Prediction expected) {
    assertThat(actual.frequency()).isEqualTo(expected.frequency());
    assertThat(actual.emotives()).isEqualTo(expected.emotives());
    assertThat(actual.matches()).isEqualTo(expected.matches());
    assertThat(actual.past()).isEqualTo(expected.past());
    assertThat(actual.present()).isEqualTo(expected.present());
    assertThat(actual.future()).isEqualTo(expected.future());
    assertThat(actual.missing()).isEqualTo(expected.missing());
    assertThat(actual.extras()).isEqualTo(expected.extras());
    assertThat(actual.unmatched()).isEqualTo(expected.unmatched());
    assertThat(actual.anomalies()).isEqualTo(expected.anomalies());
    assertThat(actual.alignment()).isEqualTo(expected.alignment());
    for (Metric metric : Metric.values()) {
      checkNumber(metric.wireName(), actual.metric(metric), expected.metric(metric));
    }
    assertThat(actual.metrics().weighted() == null)
        .isEqualTo(expected.metrics().weighted() == null);
  }

  private static void checkFutures(List<FuturePotential> actual, List<FuturePotential> expected) {
    for (int i = 0; i < actual.size(); i++) {
      FuturePotential ours = actual.get(i);
      FuturePotential theirs =
          expected.stream()
              .filter(other -> other.future().equals(ours.future()))
              .findFirst()
              .orElseThrow();
      assertThat(ours.supportingPatterns()).isEqualTo(theirs.supportingPatterns());
      checkNumber("potential", ours.aggregatePotential(), theirs.aggregatePotential());
      checkNumber("weight", ours.totalWeightedFrequency(), theirs.totalWeightedFrequency());
      checkNumber("rank " + i, ours.aggregatePotential(), expected.get(i).aggregatePotential());
    }
  }

  private static void checkNumber(String name, double actual, double expected) {
    assertThat(actual).as(name).isCloseTo(expected, tolerance(expected));
  }

  private static Offset<Double> tolerance(double expected) {
    return Offset.offset(TOLERANCE * Math.max(1e-3, Math.abs(expected)));
  }
}

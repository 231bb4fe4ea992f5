package dev.kato.server.view;

import static dev.kato.server.http.Schema.NUMBER;
import static dev.kato.server.http.Schema.TEXT;
import static dev.kato.server.http.Schema.WHOLE;
import static dev.kato.server.http.Schema.list;
import static dev.kato.server.http.Schema.map;
import static dev.kato.server.http.Schema.orNull;
import static dev.kato.server.view.Shapes.EVENTS;

import dev.kato.model.Anomaly;
import dev.kato.model.Event;
import dev.kato.model.Metrics.Weighted;
import dev.kato.model.Prediction;
import dev.kato.server.http.View;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Predictions as JSON objects. */
public final class PredictionViews {

  private static final View<Anomaly> ANOMALY =
      View.<Anomaly>view()
          .with(TEXT, Anomaly::observed, "observed")
          .with(TEXT, Anomaly::expected, "expected")
          .with(NUMBER, Anomaly::similarity, "similarity");

  /**
   * {@code missing} and {@code extras} are lists of symbols; event by event under other names. As
   * v1 has it, which keeps predictions with their session: without places.
   */
  public static final View<Prediction> FLAT =
      withMetrics(
          withEvents(
              withSequence(View.view())
                  .with(list(TEXT), p -> Event.flatten(p.missing()), "missing")
                  .with(list(TEXT), Prediction::unmatched, "extras")));

  /** As {@link #FLAT}, and which symbol is matched with which, place by place. */
  public static final View<Prediction> FLAT_WITH_PLACES = withAlignment(FLAT);

  /**
   * {@code missing} has one list per present event, {@code extras} one per observed event; the
   * pattern is there under the names that predictions of one symbol had, too.
   */
  public static final View<Prediction> ALIGNED =
      withAlignment(
          withMetrics(
              withEvents(
                  withSequence(View.view())
                      .with(EVENTS, p -> Views.events(p.sequence()), "pattern_data")
                      .with(WHOLE, p -> Event.countSymbols(p.sequence()), "length")
                      .with(EVENTS, p -> Views.events(p.missing()), "missing")
                      .with(EVENTS, p -> Views.events(p.extras()), "extras"))));

  private PredictionViews() {}

  private static View<Prediction> withSequence(View<Prediction> view) {
    return view.with(TEXT, p -> "prototypical", "type")
        .with(TEXT, p -> p.name().hash(), "name")
        .with(TEXT, p -> p.name().prefixed(), "pattern_name")
        .with(WHOLE, Prediction::frequency, "frequency")
        .with(map(NUMBER), Prediction::emotives, "emotives")
        .with(list(TEXT), Prediction::matches, "matches")
        .with(EVENTS, p -> Views.events(p.past()), "past")
        .with(EVENTS, p -> Views.events(p.present()), "present")
        .with(EVENTS, p -> Views.events(p.future()), "future")
        .with(EVENTS, p -> Views.events(p.sequence()), "sequence");
  }

  private static View<Prediction> withEvents(View<Prediction> view) {
    return view.with(EVENTS, p -> Views.events(p.missing()), "missing_events")
        .with(EVENTS, p -> Views.events(p.extras()), "extras_events")
        .with(list(ANOMALY.shape()), p -> ANOMALY.all(p.anomalies()), "anomalies");
  }

  private static View<Prediction> withMetrics(View<Prediction> view) {
    return view.with(NUMBER, p -> p.metrics().similarity(), "similarity")
        .with(NUMBER, p -> p.metrics().evidence(), "evidence")
        .with(NUMBER, p -> p.metrics().confidence(), "confidence")
        .with(NUMBER, p -> p.metrics().snr(), "snr")
        .with(WHOLE, p -> p.metrics().fragmentation(), "fragmentation")
        .with(NUMBER, p -> p.metrics().potential(), "potential")
        .with(NUMBER, p -> p.metrics().itfdfSimilarity(), "itfdf_similarity")
        .with(NUMBER, p -> p.metrics().entropy(), "entropy")
        .with(NUMBER, p -> p.metrics().normalizedEntropy(), "normalized_entropy")
        .with(NUMBER, p -> p.metrics().globalNormalizedEntropy(), "global_normalized_entropy")
        .with(NUMBER, p -> p.metrics().normalizedEntropy(), "hamiltonian")
        .with(NUMBER, p -> p.metrics().globalNormalizedEntropy(), "grand_hamiltonian")
        .with(NUMBER, p -> p.metrics().tfidfScore(), "tfidf_score")
        .with(NUMBER, p -> p.metrics().confluence(), "confluence")
        .with(NUMBER, p -> p.metrics().patternProbability(), "pattern_probability")
        .with(NUMBER, p -> p.metrics().weightedStrength(), "weighted_strength")
        .with(NUMBER, p -> p.metrics().predictiveInformation(), "predictive_information")
        .with(NUMBER, p -> p.metrics().bayesianPrior(), "bayesian_prior")
        .with(NUMBER, p -> p.metrics().bayesianLikelihood(), "bayesian_likelihood")
        .with(NUMBER, p -> p.metrics().bayesianPosterior(), "bayesian_posterior")
        .with(orNull(NUMBER), p -> weighted(p, Weighted::similarity), "weighted_similarity")
        .with(orNull(NUMBER), p -> weighted(p, Weighted::evidence), "weighted_evidence")
        .with(orNull(NUMBER), p -> weighted(p, Weighted::confidence), "weighted_confidence")
        .with(orNull(NUMBER), p -> weighted(p, Weighted::snr), "weighted_snr");
  }

  private static View<Prediction> withAlignment(View<Prediction> view) {
    return view.with(AlignmentView.SHAPE, p -> AlignmentView.of(p.alignment()), "alignment");
  }

  private static @Nullable Double weighted(
      Prediction prediction, Function<Weighted, Double> metric) {
    Weighted weighted = prediction.metrics().weighted();
    return weighted == null ? null : metric.apply(weighted);
  }
}

package dev.kato.server.view;

import dev.kato.model.Anomaly;
import dev.kato.model.Event;
import dev.kato.model.Metrics;
import dev.kato.model.Prediction;
import dev.kato.server.http.Fields;
import dev.kato.server.http.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Predictions as JSON objects. */
public enum PredictionView {
  /** {@code missing} and {@code extras} are lists of symbols; event by event under other names. */
  FLAT,
  /** {@code missing} has one list per present event, {@code extras} one per observed event. */
  ALIGNED;

  /** What one looks like. */
  public Schema.Obj shape() {
    return this == FLAT ? Shapes.PREDICTION : Shapes.ALIGNED_PREDICTION;
  }

  /** All of them, in their order; each is made when it is read. */
  public List<Map<String, @Nullable Object>> of(List<Prediction> predictions) {
    return Lazily.map(predictions, this::of);
  }

  /** One of them, changeable. */
  Map<String, @Nullable Object> of(Prediction prediction) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("type", "prototypical");
    fields.put("name", prediction.name().hash());
    fields.put("pattern_name", prediction.name().prefixed());
    fields.put("frequency", prediction.frequency());
    fields.put("emotives", prediction.emotives());
    fields.put("matches", prediction.matches());
    fields.put("past", Views.events(prediction.past()));
    fields.put("present", Views.events(prediction.present()));
    fields.put("future", Views.events(prediction.future()));
    List<List<String>> sequence = Views.events(prediction.sequence());
    fields.put("sequence", sequence);
    if (this == ALIGNED) {
      fields.put("pattern_data", sequence);
      fields.put("length", Event.countSymbols(prediction.sequence()));
    }
    putUnmatched(fields, prediction);
    fields.put("anomalies", prediction.anomalies().stream().map(PredictionView::anomaly).toList());
    putMetrics(fields, prediction.metrics());
    return fields;
  }

  private void putUnmatched(Map<String, @Nullable Object> fields, Prediction prediction) {
    List<List<String>> missing = Views.events(prediction.missing());
    List<List<String>> extras = Views.events(prediction.extras());
    fields.put("missing", this == FLAT ? Event.flatten(prediction.missing()) : missing);
    fields.put("extras", this == FLAT ? prediction.unmatched() : extras);
    fields.put("missing_events", missing);
    fields.put("extras_events", extras);
  }

  private static Map<String, @Nullable Object> anomaly(Anomaly anomaly) {
    return Fields.of(
        "observed", anomaly.observed(),
        "expected", anomaly.expected(),
        "similarity", anomaly.similarity());
  }

  private static void putMetrics(Map<String, @Nullable Object> fields, Metrics metrics) {
    fields.put("similarity", metrics.similarity());
    fields.put("evidence", metrics.evidence());
    fields.put("confidence", metrics.confidence());
    fields.put("snr", metrics.snr());
    fields.put("fragmentation", metrics.fragmentation());
    fields.put("potential", metrics.potential());
    fields.put("itfdf_similarity", metrics.itfdfSimilarity());
    fields.put("entropy", metrics.entropy());
    fields.put("normalized_entropy", metrics.normalizedEntropy());
    fields.put("global_normalized_entropy", metrics.globalNormalizedEntropy());
    fields.put("hamiltonian", metrics.normalizedEntropy());
    fields.put("grand_hamiltonian", metrics.globalNormalizedEntropy());
    fields.put("tfidf_score", metrics.tfidfScore());
    fields.put("confluence", metrics.confluence());
    fields.put("pattern_probability", metrics.patternProbability());
    fields.put("weighted_strength", metrics.weightedStrength());
    fields.put("predictive_information", metrics.predictiveInformation());
    fields.put("bayesian_prior", metrics.bayesianPrior());
    fields.put("bayesian_likelihood", metrics.bayesianLikelihood());
    fields.put("bayesian_posterior", metrics.bayesianPosterior());
    Metrics.Weighted weighted = metrics.weighted();
    fields.put("weighted_similarity", weighted == null ? null : (Double) weighted.similarity());
    fields.put("weighted_evidence", weighted == null ? null : (Double) weighted.evidence());
    fields.put("weighted_confidence", weighted == null ? null : (Double) weighted.confidence());
    fields.put("weighted_snr", weighted == null ? null : (Double) weighted.snr());
  }
}

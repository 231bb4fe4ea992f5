package dev.kato.recall;

import dev.kato.config.SessionConfig;
import dev.kato.model.Metric;
import dev.kato.model.Metrics;
import dev.kato.model.Prediction;
import dev.kato.model.Predictions;
import dev.kato.recall.align.State;
import dev.kato.recall.align.StateSymbols;
import dev.kato.recall.base.Budget;
import dev.kato.recall.base.TopK;
import dev.kato.recall.index.Snapshot;
import dev.kato.recall.score.Member;
import dev.kato.recall.score.PredictionWriter;
import dev.kato.recall.score.Scorer;
import dev.kato.recall.score.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * The way from what was found of an ensemble to what the user sees, whoever found it. For one
 * question; not thread-safe.
 */
final class Answer {

  /** Steps of the budget for a member, beside one for each of its symbols. */
  private static final int MEMBER = 32;

  private final Snapshot knowledge;
  private final State state;
  private final StateSymbols stateSymbols;
  private final SessionConfig config;
  private final Budget budget;
  private final Candidates found;
  private final Metric metric;
  private final Scorer scorer;

  Answer(
      Snapshot knowledge,
      State state,
      StateSymbols stateSymbols,
      SessionConfig config,
      Budget budget,
      Candidates found) {
    this.knowledge = knowledge;
    this.state = state;
    this.stateSymbols = stateSymbols;
    this.config = config;
    this.budget = budget;
    this.found = found;
    this.metric = config.rankSortAlgo();
    this.scorer = new Scorer(knowledge, found.sums(), Weights.of(knowledge, config));
  }

  Predictions predictions() {
    if (found.count() == 0) {
      return Predictions.NONE;
    }
    PredictionWriter writer = new PredictionWriter(state, knowledge.table(), stateSymbols);
    List<Prediction> predictions = new ArrayList<>();
    for (long candidate : best()) {
      Member member = found.member((int) candidate);
      predictions.add(writer.write(member, metrics(member)));
    }
    return new Predictions(
        predictions,
        found.futures().best(config.maxFuturePotentials(), found.futureWeight()),
        found.futures().count());
  }

  private long[] best() {
    TopK best = new TopK(config.maxPredictions(), (a, b) -> found.compareNames((int) a, (int) b));
    for (int candidate = 0; candidate < found.count(); candidate++) {
      double rank = rank(candidate);
      best.offer(candidate, metric.ascending() ? -rank : rank);
    }
    return best.places();
  }

  /** The number that the metrics will hold; nothing else, where there is a shorter way to it. */
  private double rank(int candidate) {
    budget.spend(MEMBER);
    if (metric == Metric.FREQUENCY) {
      return found.frequency(candidate);
    }
    if (metric == Metric.POTENTIAL && config.affinityEmotive() == null) {
      return found.potential(candidate, scorer);
    }
    return metrics(found.member(candidate)).value(metric);
  }

  private Metrics metrics(Member member) {
    budget.spend(member.content().symbols().length + (long) state.length());
    return scorer.metrics(member, member.hasFuture() ? share(member) : 0);
  }

  /** The share of a member's future in all of them. */
  private double share(Member member) {
    double all = found.futureWeight();
    return all == 0 ? 0 : found.futures().weight(member) / all;
  }
}

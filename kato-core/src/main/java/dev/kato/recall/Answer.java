package dev.kato.recall;

import dev.kato.config.SessionConfig;
import dev.kato.model.Prediction;
import dev.kato.model.Predictions;
import dev.kato.recall.align.State;
import dev.kato.recall.align.StateSymbols;
import dev.kato.recall.base.Budget;
import dev.kato.recall.index.PatternContent;
import dev.kato.recall.index.Snapshot;
import dev.kato.recall.score.Member;
import dev.kato.recall.score.PredictionWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The way from what was found of an ensemble to what the user sees, whoever found it. For one
 * question; not thread-safe.
 */
final class Answer {

  private final Snapshot knowledge;
  private final State state;
  private final StateSymbols stateSymbols;
  private final SessionConfig config;
  private final Budget budget;
  private final Candidates found;

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
  }

  Predictions predictions() {
    if (found.count() == 0) {
      return Predictions.NONE;
    }
    Ranking ranking = ranking();
    PredictionWriter writer = writer();
    List<Prediction> predictions = new ArrayList<>();
    for (long candidate : ranking.best(config.maxPredictions())) {
      Member member = found.member((int) candidate);
      predictions.add(writer.write(member, ranking.metrics(member)));
    }
    return new Predictions(
        predictions,
        found.futures().best(config.maxFuturePotentials(), found.futureWeight()),
        found.futures().count());
  }

  /** The members by rank. */
  Ranking ranking() {
    return new Ranking(knowledge, state, config, budget, found);
  }

  private PredictionWriter writer() {
    return new PredictionWriter(state, knowledge.table(), stateSymbols);
  }

  /** Where a pattern stands among all members, if all have been found. */
  Standing standing(PatternContent pattern) {
    for (int candidate = 0; candidate < found.count(); candidate++) {
      if (found.is(candidate, pattern)) {
        return standing(candidate);
      }
    }
    return new Standing(found.count(), 0, null);
  }

  private Standing standing(int candidate) {
    Ranking ranking = ranking();
    Member member = found.member(candidate);
    return new Standing(
        found.count(), ranking.place(candidate), writer().write(member, ranking.metrics(member)));
  }
}

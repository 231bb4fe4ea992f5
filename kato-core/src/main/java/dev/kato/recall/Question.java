package dev.kato.recall;

import dev.kato.config.ConfigKey;
import dev.kato.config.SessionConfig;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Explanation;
import dev.kato.model.Metric;
import dev.kato.model.NearMiss;
import dev.kato.model.Predictions;
import dev.kato.recall.align.State;
import dev.kato.recall.align.StateSymbols;
import dev.kato.recall.base.Budget;
import dev.kato.recall.index.PatternContent;
import dev.kato.recall.index.Snapshot;
import dev.kato.recall.scan.Scanner;
import dev.kato.recall.scan.Threshold;
import dev.kato.recall.score.Member;
import dev.kato.recall.text.MemberReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One question about one state of a knowledge base: which way it takes to its members. */
final class Question {

  /** Whatever has a match reaches this. */
  private static final double LEAST_SIMILARITY = Double.MIN_VALUE;

  /** More members than there can be, and half of what an array can hold. */
  private static final int ALL = 1 << 29;

  private final Snapshot knowledge;
  private final State state;
  private final StateSymbols stateSymbols;
  private final SessionConfig config;
  private final Budget budget;
  private final Scanner scanner;

  Question(Snapshot knowledge, State state, SessionConfig config, Budget budget, Scanner scanner) {
    this.knowledge = knowledge;
    this.state = state;
    this.stateSymbols = new StateSymbols(state.ids());
    this.config = config;
    this.budget = budget;
    this.scanner = scanner;
  }

  /** Predictions of the patterns that pass the filter. */
  Predictions answer(EnsembleFilter filter) {
    if (isTooShort()) {
      return Predictions.NONE;
    }
    return find(filter, config.maxPredictions(), found -> answer(found).predictions());
  }

  /** Why one pattern is, or is not, among the predictions. */
  Explanation explain(PatternContent pattern) {
    Member compared = MemberReader.compare(pattern, knowledge, state, stateSymbols, config, budget);
    Standing standing =
        isTooShort()
            ? Standing.NONE
            : find(EnsembleFilter.NONE, ALL, found -> answer(found).standing(pattern));
    return new Explainer(knowledge.table(), state, config).explain(compared, standing);
  }

  /** The most similar patterns that are not predicted; what has no match only if it is a member. */
  List<NearMiss> nearMisses(int limit) {
    double threshold = config.recallThreshold();
    if (isTooShort()) {
      return lowered()
          .find(EnsembleFilter.NONE, limit, found -> misses(found).any(threshold, limit));
    }
    List<NearMiss> misses = new ArrayList<>();
    int members =
        find(
            EnsembleFilter.NONE,
            ALL,
            found -> {
              Ranking ranking = answer(found).ranking();
              misses.addAll(misses(found).beyond(config.maxPredictions(), limit, ranking));
              return found.count();
            });
    int left = limit - misses.size();
    if (left > 0) {
      // All members are more similar than those that are none: so many have to be looked through.
      misses.addAll(
          lowered()
              .find(
                  EnsembleFilter.NONE,
                  members + left,
                  found -> misses(found).below(threshold, left)));
    }
    return misses;
  }

  private boolean isTooShort() {
    return state.length() < config.minSymbols();
  }

  /** The same question, to which all that has a match belongs, the most similar first. */
  private Question lowered() {
    SessionConfig lower =
        config
            .with(ConfigKey.RECALL_THRESHOLD, LEAST_SIMILARITY)
            .with(ConfigKey.RANK_SORT_ALGO, Metric.SIMILARITY);
    return new Question(knowledge, state, lower, budget, scanner);
  }

  /**
   * Has members of the ensemble read.
   *
   * @param wanted at least the best so many are found
   */
  private <T> T find(EnsembleFilter filter, int wanted, Function<Candidates, T> reader) {
    boolean byPostings =
        config.useTokenMatching()
            && config.fuzzyTokenThreshold() == 0
            && filter.equals(EnsembleFilter.NONE);
    if (!byPostings) {
      return reader.apply(new ReadCandidates(read(filter), knowledge.table(), budget));
    }
    try (Scanner.Result found = scanner.scan(query(wanted))) {
      return reader.apply(new ScannedCandidates(knowledge, state, stateSymbols, found, budget));
    }
  }

  private Answer answer(Candidates found) {
    return new Answer(knowledge, state, stateSymbols, config, budget, found);
  }

  private NearMisses misses(Candidates found) {
    return new NearMisses(knowledge.table(), budget, found);
  }

  private Scanner.Query query(int wanted) {
    return new Scanner.Query(
        knowledge.parts(),
        knowledge.table(),
        knowledge.patterns(),
        state.ids(),
        stateSymbols,
        new Threshold(config.recallThreshold(), state.length()),
        config.rankSortAlgo(),
        config.affinityEmotive() != null,
        wanted,
        knowledge.totalFrequencies(),
        budget);
  }

  private List<Member> read(EnsembleFilter filter) {
    return MemberReader.read(knowledge, state, stateSymbols, config, filter, budget);
  }
}

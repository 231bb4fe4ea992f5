package dev.kato.recall;

import dev.kato.config.SessionConfig;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Predictions;
import dev.kato.recall.align.State;
import dev.kato.recall.align.StateSymbols;
import dev.kato.recall.base.Budget;
import dev.kato.recall.index.Snapshot;
import dev.kato.recall.scan.Scanner;
import dev.kato.recall.scan.Threshold;
import dev.kato.recall.score.Member;
import dev.kato.recall.text.MemberReader;
import java.util.List;

/** One recall from one state of a knowledge base: which way it takes to its members. */
final class Question {

  private final Snapshot knowledge;
  private final State state;
  private final StateSymbols stateSymbols;
  private final SessionConfig config;
  private final Budget budget;

  Question(Snapshot knowledge, State state, SessionConfig config, Budget budget) {
    this.knowledge = knowledge;
    this.state = state;
    this.stateSymbols = new StateSymbols(state.ids());
    this.config = config;
    this.budget = budget;
  }

  Predictions answer(EnsembleFilter filter, Scanner scanner) {
    boolean byPostings =
        config.useTokenMatching()
            && config.fuzzyTokenThreshold() == 0
            && filter.equals(EnsembleFilter.NONE);
    if (!byPostings) {
      return answer(new ReadCandidates(read(filter), knowledge.table(), budget));
    }
    try (Scanner.Result found = scanner.scan(query())) {
      return answer(new ScannedCandidates(knowledge, state, stateSymbols, found, budget));
    }
  }

  private Predictions answer(Candidates found) {
    return new Answer(knowledge, state, stateSymbols, config, budget, found).predictions();
  }

  private Scanner.Query query() {
    return new Scanner.Query(
        knowledge.parts(),
        knowledge.table(),
        knowledge.patterns(),
        state.ids(),
        stateSymbols,
        new Threshold(config.recallThreshold(), state.length()),
        config.rankSortAlgo(),
        config.affinityEmotive() != null,
        config.maxPredictions(),
        knowledge.totalFrequencies(),
        budget);
  }

  private List<Member> read(EnsembleFilter filter) {
    return MemberReader.read(knowledge, state, stateSymbols, config, filter, budget);
  }
}

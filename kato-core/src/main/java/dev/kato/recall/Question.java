package dev.kato.recall;

import dev.kato.config.SessionConfig;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Prediction;
import dev.kato.model.Predictions;
import dev.kato.recall.align.Slots;
import dev.kato.recall.align.State;
import dev.kato.recall.base.Budget;
import dev.kato.recall.base.ExactSum;
import dev.kato.recall.base.Int128;
import dev.kato.recall.index.FutureKey;
import dev.kato.recall.index.PatternContent;
import dev.kato.recall.index.Snapshot;
import dev.kato.recall.score.EnsembleSums;
import dev.kato.recall.score.FutureGroups;
import dev.kato.recall.score.Member;
import dev.kato.recall.score.PredictionWriter;
import dev.kato.recall.score.Ranking;
import dev.kato.recall.score.Scorer;
import dev.kato.recall.score.Weights;
import dev.kato.recall.text.Admission;
import dev.kato.recall.text.Prefilter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One recall from one state of a knowledge base. */
final class Question {

  private final Snapshot knowledge;
  private final State state;
  private final SessionConfig config;
  private final EnsembleFilter filter;
  private final Budget budget;

  Question(
      Snapshot knowledge, State state, SessionConfig config, EnsembleFilter filter, Budget budget) {
    this.knowledge = knowledge;
    this.state = state;
    this.config = config;
    this.filter = filter;
    this.budget = budget;
  }

  Predictions answer() {
    Prefilter prefilter = new Prefilter(state, knowledge.table(), config, filter);
    Stream<PatternContent> patterns = knowledge.contents(prefilter);
    Admission admission = new Admission(state, knowledge.table(), config, filter);
    List<Member> members = patterns.flatMap(pattern -> admission.admit(pattern).stream()).toList();
    FutureGroups futures = new FutureGroups();
    ExactSum total = new ExactSum();
    FutureKey key = new FutureKey();
    for (Member member : members) {
      if (member.hasFuture()) {
        key.set(member.content(), member.presentTo());
        futures.open(key);
        long frequency = member.content().frequency();
        futures.add(key, frequency, member.common(), member.total());
        total.add(frequency, member.common(), member.total());
      }
    }
    double all = total.value();
    Scorer scorer = new Scorer(knowledge, sums(members), Weights.of(knowledge, config));
    PredictionWriter writer =
        new PredictionWriter(state, knowledge.table(), new Slots(state.ids()));
    List<Prediction> predictions =
        members.stream()
            .map(
                member -> {
                  key.set(member.content(), member.presentTo());
                  double potential = all == 0 ? 0 : futures.weight(key) / all;
                  return writer.write(member, scorer.metrics(member, potential));
                })
            .sorted(Ranking.by(config.rankSortAlgo()))
            .limit(config.maxPredictions())
            .toList();
    return new Predictions(predictions, futures.ranked(knowledge.table(), all));
  }

  private EnsembleSums sums(List<Member> members) {
    Int128 frequency = Int128.ZERO;
    ExactSum weight = new ExactSum();
    Set<Integer> present = new HashSet<>();
    for (Member member : members) {
      frequency = frequency.plus(member.content().frequency());
      weight.add(member.content().frequency(), member.common(), member.total());
      int[] symbols = member.content().symbols();
      IntStream.range(member.presentStart(), member.presentEnd())
          .forEach(position -> present.add(symbols[position]));
    }
    return new EnsembleSums(frequency.toDouble(), weight.value(), present::contains);
  }
}

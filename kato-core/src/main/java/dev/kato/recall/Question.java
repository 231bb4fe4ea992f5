package dev.kato.recall;

import dev.kato.config.SessionConfig;
import dev.kato.model.Anomaly;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Event;
import dev.kato.model.Prediction;
import dev.kato.model.Predictions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One recall from one state of a knowledge base. */
final class Question {

  private final KnowledgeView knowledge;
  private final State state;
  private final SessionConfig config;
  private final EnsembleFilter filter;

  Question(KnowledgeView knowledge, List<Event> stm, SessionConfig config, EnsembleFilter filter) {
    this.knowledge = knowledge;
    this.state = State.of(stm, knowledge.table());
    this.config = config;
    this.filter = filter;
  }

  Predictions answer(Collection<PatternContent> patterns) {
    Admission admission = new Admission(state, knowledge.table(), config, filter);
    List<Member> members =
        patterns.stream().flatMap(pattern -> admission.admit(pattern).stream()).toList();
    FutureGroups futures = new FutureGroups();
    for (Member member : members) {
      if (member.hasFuture()) {
        futures.add(future(member), member);
      }
    }
    Scorer scorer = new Scorer(knowledge, sums(members), weights());
    PredictionWriter writer = new PredictionWriter(state, knowledge.table());
    List<Prediction> predictions =
        members.stream()
            .map(member -> predict(member, futures, scorer, writer))
            .sorted(Ranking.by(config.rankSortAlgo()))
            .limit(config.maxPredictions())
            .toList();
    return new Predictions(predictions, futures.ranked());
  }

  private Prediction predict(
      Member member, FutureGroups futures, Scorer scorer, PredictionWriter writer) {
    List<Event> future = future(member);
    double potential = future.isEmpty() ? 0 : futures.potential(future);
    return writer.write(member, scorer.metrics(member, potential), future, anomalies(member));
  }

  private List<Event> future(Member member) {
    PatternContent content = member.content();
    return content.events(knowledge.table(), member.presentTo(), content.ends().length);
  }

  private @Nullable Weights weights() {
    String emotive = config.affinityEmotive();
    return emotive == null ? null : new Weights(knowledge, emotive);
  }

  private EnsembleSums sums(List<Member> members) {
    long frequency = 0;
    ExactSum weight = new ExactSum();
    Set<Integer> present = new HashSet<>();
    for (Member member : members) {
      frequency += member.content().frequency();
      weight.add(Math.multiplyExact(member.common(), member.content().frequency()), member.total());
      int[] symbols = member.content().symbols();
      IntStream.range(member.presentStart(), member.presentEnd())
          .forEach(position -> present.add(symbols[position]));
    }
    return new EnsembleSums(frequency, weight.value(), present);
  }

  private List<Anomaly> anomalies(Member member) {
    if (config.fuzzyTokenThreshold() == 0) {
      return List.of();
    }
    List<Anomaly> anomalies = new ArrayList<>();
    for (int position : member.alignment().inState()) {
      int read = member.reading()[position];
      if (read != state.ids()[position]) {
        String observed = state.texts().get(position);
        String expected = knowledge.table().symbol(read);
        anomalies.add(
            new Anomaly(observed, expected, new TextSimilarity(observed).similarity(expected)));
      }
    }
    return anomalies;
  }
}

package dev.kato.recall;

import dev.kato.config.SessionConfig;
import dev.kato.model.DeferredList;
import dev.kato.model.FuturePotential;
import dev.kato.model.Metric;
import dev.kato.model.Prediction;
import dev.kato.model.Predictions;
import dev.kato.recall.align.Alignment;
import dev.kato.recall.align.BlockMatcher;
import dev.kato.recall.align.PairMatcher;
import dev.kato.recall.align.Slots;
import dev.kato.recall.align.State;
import dev.kato.recall.base.Best;
import dev.kato.recall.base.Budget;
import dev.kato.recall.base.Int128;
import dev.kato.recall.base.IntPair;
import dev.kato.recall.index.Block;
import dev.kato.recall.index.FutureKey;
import dev.kato.recall.index.PartView;
import dev.kato.recall.index.PatternContent;
import dev.kato.recall.index.Snapshot;
import dev.kato.recall.scan.Contenders;
import dev.kato.recall.scan.Ensemble;
import dev.kato.recall.scan.FutureFilter;
import dev.kato.recall.scan.Scanner;
import dev.kato.recall.scan.Threshold;
import dev.kato.recall.score.EnsembleSums;
import dev.kato.recall.score.FutureGroups;
import dev.kato.recall.score.Member;
import dev.kato.recall.score.PredictionWriter;
import dev.kato.recall.score.Scorer;
import dev.kato.recall.score.Weights;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One recall by equal symbols. The scan finds all members and sums over them; metrics are computed
 * only for those that may be among the best. Not thread-safe.
 */
final class TokenRecall {

  private final Snapshot snapshot;
  private final State state;
  private final SessionConfig config;
  private final Scanner scanner;
  private final Budget budget;
  private final Slots slots;
  private final Metric metric;
  private final PairMatcher pairs = new PairMatcher();
  private final BlockMatcher matcher = new BlockMatcher();
  private final FutureKey key = new FutureKey();
  private int fetched;

  TokenRecall(
      Snapshot snapshot, State state, SessionConfig config, Scanner scanner, Budget budget) {
    this.snapshot = snapshot;
    this.state = state;
    this.config = config;
    this.scanner = scanner;
    this.budget = budget;
    this.slots = new Slots(state.ids());
    this.metric = config.rankSortAlgo();
  }

  Predictions answer() {
    try (Scanner.Result found = scan(config.maxPredictions())) {
      if (found.ensemble().sums().frequency().equals(Int128.ZERO)) {
        return Predictions.NONE;
      }
      return new Predictions(predictions(found), new DeferredList<>(this::futures));
    }
  }

  private Scanner.Result scan(int wanted) {
    return scanner.scan(
        new Scanner.Query(
            snapshot.parts(),
            snapshot.patterns(),
            state.ids(),
            slots,
            new Threshold(config.recallThreshold(), state.length()),
            metric,
            config.affinityEmotive() != null,
            wanted,
            snapshot.totalFrequencies(),
            budget));
  }

  private List<Prediction> predictions(Scanner.Result found) {
    Ensemble ensemble = found.ensemble();
    EnsembleSums sums =
        new EnsembleSums(
            ensemble.sums().frequency().toDouble(),
            ensemble.sums().weight(),
            symbol -> slots.has(symbol) && ensemble.isPresent(slots.position(symbol)));
    Scorer scorer = new Scorer(snapshot, sums, Weights.of(snapshot, config));
    List<Member> best = best(found, scorer);
    FutureGroups groups = groups(found, best);
    PredictionWriter writer = new PredictionWriter(state, snapshot.table(), slots);
    List<Prediction> predictions = new ArrayList<>(best.size());
    double futureWeight = ensemble.sums().futureWeight();
    for (Member member : best) {
      double potential = potential(groups, member, futureWeight);
      predictions.add(writer.write(member, scorer.metrics(member, potential)));
    }
    return predictions;
  }

  private List<Member> best(Scanner.Result found, Scorer scorer) {
    Contenders contenders = found.ensemble().contenders();
    Best best = new Best(config.maxPredictions(), this::compareNames);
    FutureGroups groups =
        metric == Metric.PREDICTIVE_INFORMATION ? groups(found, members(contenders)) : null;
    double futureWeight = found.ensemble().sums().futureWeight();
    fetch(contenders);
    for (int i = 0; i < contenders.count(); i++) {
      double rank = rank(contenders, i, scorer, groups, futureWeight);
      best.offer(contenders.place(i), metric.ascending() ? -rank : rank);
    }
    List<Member> members = new ArrayList<>();
    for (long place : best.places()) {
      members.add(member(place));
    }
    return members;
  }

  /** Touches what will be needed of all, so that the memory of many is fetched at once. */
  private void fetch(Contenders contenders) {
    for (int i = 0; i < contenders.count(); i++) {
      int pattern = IntPair.second(contenders.place(i));
      Block block = part(contenders.place(i)).block();
      fetched += block.symbols()[block.start(pattern) + contenders.presentFrom(i)];
    }
  }

  private int compareNames(long a, long b) {
    return Block.compareNames(
        part(a).block(), IntPair.second(a), part(b).block(), IntPair.second(b));
  }

  private PartView part(long place) {
    return snapshot.parts().get(IntPair.first(place));
  }

  /** The number that the metrics will hold; of potential, by far the most usual, nothing else. */
  private double rank(
      Contenders contenders,
      int index,
      Scorer scorer,
      @Nullable FutureGroups groups,
      double futureWeight) {
    if (metric == Metric.FREQUENCY) {
      return contenders.frequency(index);
    }
    if (metric == Metric.POTENTIAL && config.affinityEmotive() == null) {
      return potential(contenders, index, scorer);
    }
    Member member = member(contenders.place(index));
    double potential = groups == null ? 0 : potential(groups, member, futureWeight);
    return scorer.metrics(member, potential).value(metric);
  }

  private double potential(Contenders contenders, int index, Scorer scorer) {
    long place = contenders.place(index);
    Block block = part(place).block();
    int pattern = IntPair.second(place);
    int start = block.start(pattern);
    int from = contenders.presentFrom(index);
    int to = contenders.presentTo(index);
    int matches = contenders.matches(index);
    double itfdf =
        scorer.itfdfSimilarity(
            block.symbols(), start + from, start + to, state.ids(), contenders.frequency(index));
    return Scorer.potential(
        (double) matches / block.length(pattern),
        (double) matches / (to - from),
        Scorer.snr(matches, state.length() - matches),
        itfdf,
        contenders.blocks(index));
  }

  private List<Member> members(Contenders contenders) {
    List<Member> members = new ArrayList<>(contenders.count());
    for (int i = 0; i < contenders.count(); i++) {
      members.add(member(contenders.place(i)));
    }
    return members;
  }

  private Member member(long place) {
    PatternContent content = part(place).content(IntPair.second(place));
    Alignment alignment = align(content.symbols());
    return new Member(
        content,
        state.ids(),
        alignment,
        2L * alignment.matches(),
        (long) content.symbols().length + state.length());
  }

  private Alignment align(int[] symbols) {
    if (pairs.find(symbols, 0, symbols.length, slots)) {
      pairs.match();
      return pairs.result();
    }
    matcher.align(symbols, state.ids());
    return matcher.result(symbols.length);
  }

  private double potential(FutureGroups groups, Member member, double all) {
    if (all == 0 || !member.hasFuture()) {
      return 0;
    }
    key.set(member.content(), member.presentTo());
    return groups.weight(key) / all;
  }

  /** The groups that the futures of these members belong to, with the weight of all members. */
  private FutureGroups groups(Scanner.Result found, List<Member> members) {
    FutureGroups groups = new FutureGroups();
    FutureFilter filter = new FutureFilter();
    for (Member member : members) {
      if (member.hasFuture()) {
        PatternContent content = member.content();
        key.set(content, member.presentTo());
        groups.open(key);
        int last = content.ends().length - 1;
        char end = FutureKey.endHash(content.symbols(), content.start(last), content.ends()[last]);
        filter.add(end, content.symbols(), member.presentEnd(), content.symbols().length);
      }
    }
    if (!filter.isEmpty()) {
      found.forEachWithFuture(
          filter,
          (part, pattern, matches, presentTo) -> add(groups, part, pattern, matches, presentTo));
    }
    return groups;
  }

  private void add(FutureGroups groups, PartView part, int pattern, int matches, int presentTo) {
    Block block = part.block();
    key.set(block, pattern, presentTo);
    groups.add(
        key, part.frequency(pattern), 2L * matches, (long) block.length(pattern) + state.length());
  }

  /** All futures; scans again, for few ask. */
  private List<FuturePotential> futures() {
    try (Scanner.Result found = scan(1)) {
      FutureGroups groups = new FutureGroups();
      found.forEachWithFuture(
          FutureFilter.everything(),
          (part, pattern, matches, presentTo) -> {
            key.set(part.block(), pattern, presentTo);
            groups.open(key);
            add(groups, part, pattern, matches, presentTo);
          });
      return groups.ranked(snapshot.table(), found.ensemble().sums().futureWeight());
    }
  }
}

package dev.kato.recall;

import dev.kato.config.SessionConfig;
import dev.kato.model.DeferredList;
import dev.kato.model.FuturePotential;
import dev.kato.model.Metric;
import dev.kato.model.Prediction;
import dev.kato.model.Predictions;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * One recall by equal symbols. The scan finds all members and sums over them; metrics are computed
 * only for those that may be among the best. Not thread-safe.
 */
final class TokenRecall {

  private final Snapshot snapshot;
  private final State state;
  private final SessionConfig config;
  private final Scanner scanner;
  private final Slots slots;
  private final Metric metric;
  private final BlockMatcher matcher = new BlockMatcher();
  private final FutureKey key = new FutureKey();

  TokenRecall(Snapshot snapshot, State state, SessionConfig config, Scanner scanner) {
    this.snapshot = snapshot;
    this.state = state;
    this.config = config;
    this.scanner = scanner;
    this.slots = new Slots(state.ids());
    this.metric = config.rankSortAlgo();
  }

  /** A member and its rank. */
  private record Ranked(Member member, double rank) {}

  Predictions answer() {
    try (Scanner.Result found = scan(config.maxPredictions())) {
      if (found.ensemble().frequency() == 0) {
        return Predictions.NONE;
      }
      return new Predictions(best(found), new DeferredList<>(this::futures));
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
            wanted));
  }

  private List<Prediction> best(Scanner.Result found) {
    Ensemble ensemble = found.ensemble();
    EnsembleSums sums =
        new EnsembleSums(
            ensemble.frequency(),
            ensemble.weight(),
            symbol -> slots.has(symbol) && ensemble.isPresent(slots.position(symbol)));
    Scorer scorer = new Scorer(snapshot, sums, Weights.of(snapshot, config));
    double all = ensemble.futureWeight();
    List<Member> contenders = members(ensemble.contenders());
    FutureGroups groups =
        metric == Metric.PREDICTIVE_INFORMATION ? groups(found, contenders) : new FutureGroups();
    List<Ranked> ranked = new ArrayList<>(contenders.size());
    for (Member member : contenders) {
      double rank = scorer.rank(metric, member, potential(groups, member, all));
      ranked.add(new Ranked(member, metric.ascending() ? -rank : rank));
    }
    ranked.sort(
        Comparator.comparingDouble(Ranked::rank)
            .reversed()
            .thenComparing(each -> each.member().content().name()));
    List<Member> best = ranked.stream().limit(config.maxPredictions()).map(Ranked::member).toList();
    FutureGroups weights = groups(found, best);
    PredictionWriter writer = new PredictionWriter(state, snapshot.table());
    List<Prediction> predictions = new ArrayList<>(best.size());
    for (Member member : best) {
      double potential = potential(weights, member, all);
      predictions.add(writer.write(member, scorer.metrics(member, potential)));
    }
    return predictions;
  }

  private List<Member> members(Contenders contenders) {
    List<Member> members = new ArrayList<>(contenders.count());
    for (int i = 0; i < contenders.count(); i++) {
      long place = contenders.place(i);
      PatternContent content = snapshot.parts().get((int) (place >>> 32)).content((int) place);
      matcher.align(content.symbols(), state.ids());
      Alignment alignment = matcher.result(content.symbols().length);
      members.add(
          new Member(
              content,
              state.ids(),
              alignment,
              2L * alignment.matches(),
              (long) content.symbols().length + state.length()));
    }
    return members;
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
    BitSet ends = new BitSet(1 << Character.SIZE);
    for (Member member : members) {
      if (member.hasFuture()) {
        PatternContent content = member.content();
        key.set(content, member.presentTo());
        groups.open(key);
        int last = content.ends().length - 1;
        ends.set(FutureKey.endHash(content.symbols(), content.start(last), content.ends()[last]));
      }
    }
    found.forEach(
        (partIndex, pattern, matches, presentTo) -> {
          PartView part = snapshot.parts().get(partIndex);
          Block block = part.block();
          if (ends.get(block.endHashes()[pattern]) && presentTo < block.length(pattern)) {
            add(groups, part, pattern, matches, presentTo);
          }
        });
    return groups;
  }

  private void add(FutureGroups groups, PartView part, int pattern, int matches, int presentTo) {
    Block block = part.block();
    key.set(block, pattern, presentTo);
    groups.add(
        key,
        2 * Math.multiplyExact(part.frequency(pattern), matches),
        (long) block.length(pattern) + state.length());
  }

  /** All futures; scans again, for few ask. */
  private List<FuturePotential> futures() {
    try (Scanner.Result found = scan(1)) {
      FutureGroups groups = new FutureGroups();
      found.forEach(
          (partIndex, pattern, matches, presentTo) -> {
            PartView part = snapshot.parts().get(partIndex);
            if (presentTo < part.block().length(pattern)) {
              key.set(part.block(), pattern, presentTo);
              groups.open(key);
              add(groups, part, pattern, matches, presentTo);
            }
          });
      return groups.ranked(snapshot.table(), found.ensemble().futureWeight());
    }
  }
}

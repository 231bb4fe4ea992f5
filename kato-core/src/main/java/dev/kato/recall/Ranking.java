package dev.kato.recall;

import dev.kato.config.SessionConfig;
import dev.kato.model.Metric;
import dev.kato.model.Metrics;
import dev.kato.recall.align.State;
import dev.kato.recall.base.Budget;
import dev.kato.recall.base.TopK;
import dev.kato.recall.index.Snapshot;
import dev.kato.recall.score.Member;
import dev.kato.recall.score.Scorer;
import dev.kato.recall.score.Weights;

/** Candidates by the metric that predictions are ranked by, ties by name. Not thread-safe. */
final class Ranking {

  /** Steps of the budget for a member, beside one for each of its symbols. */
  private static final int MEMBER = 32;

  private final State state;
  private final SessionConfig config;
  private final Budget budget;
  private final Candidates found;
  private final Metric metric;
  private final Scorer scorer;

  Ranking(Snapshot knowledge, State state, SessionConfig config, Budget budget, Candidates found) {
    this.state = state;
    this.config = config;
    this.budget = budget;
    this.found = found;
    this.metric = config.rankSortAlgo();
    this.scorer = new Scorer(knowledge, found.sums(), Weights.of(knowledge, config));
  }

  /** At most so many candidates, the best first. */
  long[] best(int most) {
    TopK best = new TopK(most, this::compareNames);
    for (int candidate = 0; candidate < found.count(); candidate++) {
      best.offer(candidate, rank(candidate));
    }
    return best.places();
  }

  /** The place of a candidate among all, from 1. */
  int place(int candidate) {
    double rank = rank(candidate);
    int before = 0;
    for (int other = 0; other < found.count(); other++) {
      int order = Double.compare(rank(other), rank);
      before += order > 0 || (order == 0 && compareNames(other, candidate) < 0) ? 1 : 0;
    }
    return before + 1;
  }

  private int compareNames(long a, long b) {
    return found.compareNames((int) a, (int) b);
  }

  /** The greater the better. */
  private double rank(int candidate) {
    double value = value(candidate);
    return metric.ascending() ? -value : value;
  }

  /** The number that the metrics will hold; nothing else, where there is a shorter way to it. */
  private double value(int candidate) {
    budget.spend(MEMBER);
    if (metric == Metric.FREQUENCY) {
      return found.frequency(candidate);
    }
    if (metric == Metric.POTENTIAL && config.affinityEmotive() == null) {
      return found.potential(candidate, scorer);
    }
    return metrics(found.member(candidate)).value(metric);
  }

  /** All numbers of a member. */
  Metrics metrics(Member member) {
    budget.spend(member.content().symbols().length + (long) state.length());
    return scorer.metrics(member, member.hasFuture() ? share(member) : 0);
  }

  /** The share of a member's future in all of them. */
  private double share(Member member) {
    double all = found.futureWeight();
    return all == 0 ? 0 : found.futures().weight(member) / all;
  }
}

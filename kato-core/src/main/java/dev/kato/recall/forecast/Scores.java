package dev.kato.recall.forecast;

import dev.kato.recall.base.Budget;
import dev.kato.recall.base.Int128;
import dev.kato.recall.base.TopK;
import dev.kato.recall.index.Snapshot;
import java.util.Arrays;

/**
 * What the evidence makes of each outcome that has any: a value, whose share of all values is the
 * outcome's probability. Sums go through the outcomes in ascending order, the end first, then
 * symbols by code point.
 */
final class Scores {

  /** How much of its popularity is taken off a related symbol. */
  private static final double POPULARITY_DISCOUNT = 0.85;

  /** Related votes at which they count half. */
  private static final double HALF = 20;

  /** How much of the exponent of contexts related symbols can take. */
  private static final double MOST_OFF = 0.6;

  private static final double LN2 = StrictMath.log(2);

  private final Evidence evidence;
  private final Budget budget;

  /** Numbers of the outcomes, ascending by what they stand for. */
  private final int[] outcomes;

  private final int count;
  private final double[] counts;
  private final double[] popularity;
  private final double[] related;
  private final double[] values;
  private final double z;
  private final double kappa;
  private final long others;
  private double other;
  private double total;

  Scores(Snapshot snapshot, Evidence evidence, Budget budget) {
    this.evidence = evidence;
    this.budget = budget;
    outcomes = supported(snapshot);
    count = outcomes.length;
    others = snapshot.distinctSymbols() - (count - 1);
    counts = new double[count];
    popularity = popularity(snapshot);
    related = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      related[i] = evidence.related(outcomes[i]);
      sum += i == 0 ? 0 : related[i];
    }
    z = sum;
    kappa = z / (z + HALF);
    values = new double[count];
  }

  /** All outcomes with votes or among the recent symbols, and the end. */
  private int[] supported(Snapshot snapshot) {
    Outcomes all = evidence.outcomes();
    Votes first = evidence.context().votes(0);
    int[] symbols = new int[all.count()];
    int found = 0;
    for (int outcome = 1; outcome < all.count(); outcome++) {
      if (first.weight(outcome) > 0
          || evidence.related(outcome) > 0
          || evidence.age(outcome) >= 0) {
        symbols[found++] = all.symbol(outcome);
      }
    }
    budget.spend(all.count());
    int[] sorted = snapshot.table().order().sorted(symbols, found);
    int[] numbers = new int[found + 1];
    for (int i = 0; i < found; i++) {
      numbers[i + 1] = all.number(sorted[i]);
    }
    return numbers;
  }

  /** U, and with it how often each outcome was learned. */
  private double[] popularity(Snapshot snapshot) {
    double most = snapshot.distinctSymbols() + 1.0;
    Int128 end = snapshot.totalFrequencies();
    double all = snapshot.repeats().outcomes().plus(end).toDouble() + most / 2.0;
    double[] shares = new double[count];
    for (int i = 0; i < count; i++) {
      counts[i] =
          i == 0 ? end.toDouble() : snapshot.occurrences(evidence.outcomes().symbol(outcomes[i]));
      shares[i] = (counts[i] + 0.5) / all;
    }
    return shares;
  }

  /** Computes all values. */
  void compute() {
    budget.spend(32L * count);
    Blend blend = new Blend(evidence, outcomes, popularity, budget);
    double alpha = 1 - MOST_OFF * Math.min(1, Math.max(0, information()));
    Memo memo = new Memo();
    double logZ = StrictMath.log(z + 1);
    for (int i = 0; i < count; i++) {
      double logContext =
          blend.isVotedFor(i)
              ? StrictMath.log(blend.value(i))
              : memo.logOfContext(counts[i], blend, popularity[i]);
      double logPopularity = memo.logOfPopularity(counts[i], popularity[i]);
      values[i] =
          StrictMath.exp(
              alpha * logContext
                  + kappa * (StrictMath.log(related[i] + popularity[i]) - logZ)
                  - POPULARITY_DISCOUNT * kappa * logPopularity);
    }
    other = other(blend.lambda(), alpha, logZ);
  }

  /** In bits, how much related symbols tell beyond popularity. */
  private double information() {
    double bits = 0;
    for (int i = 1; i < count; i++) {
      if (related[i] > 0) {
        double share = related[i] / (z + 1);
        bits += share * (StrictMath.log(share / popularity[i]) / LN2);
      }
    }
    return bits;
  }

  /** The value of all symbols that nothing speaks for. */
  private double other(double lambda, double alpha, double logZ) {
    double sum = 0;
    for (double share : popularity) {
      sum += share;
    }
    double share = (1 - sum) / others;
    if (others == 0 || share <= 0) {
      return 0;
    }
    double log = StrictMath.log(share);
    return others
        * StrictMath.exp(
            alpha * StrictMath.log(lambda * share)
                + kappa * (log - logZ)
                - POPULARITY_DISCOUNT * kappa * log);
  }

  /** Shifts the values to what repeats itself as often as it does. */
  void applyRepeats(Snapshot snapshot, int horizon) {
    new Repeats(snapshot, evidence, this).apply(horizon);
  }

  /** Sums the values up, the last step before {@link #probability}. */
  void sumUp() {
    total = 0;
    for (double value : values) {
      total += value;
    }
    total += other;
  }

  /** The most probable first, ties ascending; places of outcomes. */
  int[] best(int limit) {
    TopK best = new TopK(limit, Long::compare);
    for (int i = 0; i < count; i++) {
      best.offer(i, probability(i));
    }
    return Arrays.stream(best.places()).mapToInt(place -> (int) place).toArray();
  }

  /** The probability of the outcome at a place. */
  double probability(int place) {
    return values[place] / total;
  }

  /** The probability of all symbols without evidence. */
  double otherProbability() {
    return other / total;
  }

  int count() {
    return count;
  }

  int outcome(int place) {
    return outcomes[place];
  }

  double value(int place) {
    return values[place];
  }

  void setValue(int place, double value) {
    values[place] = value;
  }

  double other() {
    return other;
  }

  void setOther(double value) {
    other = value;
  }

  double kappa() {
    return kappa;
  }

  /** Logarithms of what only depends on how often an outcome was learned: most were seldom. */
  private static final class Memo {
    private static final int SELDOM = 1024;

    private final double[] popularity = new double[SELDOM];
    private final double[] context = new double[SELDOM];

    Memo() {
      Arrays.fill(popularity, Double.NaN);
      Arrays.fill(context, Double.NaN);
    }

    double logOfPopularity(double learned, double share) {
      if (learned >= SELDOM) {
        return StrictMath.log(share);
      }
      int index = (int) learned;
      if (Double.isNaN(popularity[index])) {
        popularity[index] = StrictMath.log(share);
      }
      return popularity[index];
    }

    /** Of an outcome that no context votes for. */
    double logOfContext(double learned, Blend blend, double share) {
      if (learned >= SELDOM) {
        return StrictMath.log(blend.withoutVotes(share));
      }
      int index = (int) learned;
      if (Double.isNaN(context[index])) {
        context[index] = StrictMath.log(blend.withoutVotes(share));
      }
      return context[index];
    }
  }
}

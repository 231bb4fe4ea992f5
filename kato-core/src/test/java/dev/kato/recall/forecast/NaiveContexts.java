package dev.kato.recall.forecast;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Section 2, and of section 5 what its occurrences tell about repeats. */
final class NaiveContexts {

  /** Most events of a context: K. */
  static final int LONGEST = 6;

  private static final double DISCOUNT = 0.8;

  /**
   * Where the newest events are in a pattern.
   *
   * @param pattern that has them
   * @param position of the newest, from 1
   * @param weights for each order, from 1, what the occurrence weighs there
   */
  record Occurrence(NaiveKnowledge.Learned pattern, int position, List<Double> weights) {

    /** The outcomes that it votes for. */
    SortedSet<Integer> outcomes(int horizon) {
      SortedSet<Integer> outcomes = new TreeSet<>();
      long to = (long) position + horizon;
      for (int j = position + 1; j <= Math.min(to, pattern.length()); j++) {
        outcomes.addAll(pattern.event(j));
      }
      if (to > pattern.length()) {
        outcomes.add(NaiveKnowledge.END);
      }
      return outcomes;
    }
  }

  final List<Occurrence> occurrences = new ArrayList<>();

  /** C, N, R by order; the order 0 is empty. */
  final BigInteger[][] votes = new BigInteger[LONGEST + 1][];

  final double[] sums = new double[LONGEST + 1];
  final double[] rests = new double[LONGEST + 1];

  /** The longest order that has votes. */
  int orders;

  /** S. */
  final double[] blend;

  /** The product of R / N. */
  double lambda = 1;

  /** rho, by age. */
  final double[] habits = new double[NaiveKnowledge.OLDEST + 1];

  NaiveContexts(NaiveKnowledge knowledge, NaiveState state, int horizon) {
    for (int k = 0; k <= LONGEST; k++) {
      votes[k] = NaiveKnowledge.zeros(knowledge.outcomes);
    }
    blend = knowledge.unconditional.clone();
    for (NaiveKnowledge.Learned pattern : knowledge.patterns) {
      for (int j = 1; j <= pattern.length(); j++) {
        Occurrence occurrence = new Occurrence(pattern, j, weights(pattern, j, state));
        if (!occurrence.weights().isEmpty()) {
          occurrences.add(occurrence);
        }
      }
    }
    count(horizon);
    blend();
    repeat(knowledge);
  }

  private static List<Double> weights(NaiveKnowledge.Learned p, int j, NaiveState state) {
    List<Double> weights = new ArrayList<>();
    double w = p.frequency();
    for (int k = 1; j - k + 1 >= 1 && k <= LONGEST && k <= state.length(); k++) {
      double share = share(p.event(j - k + 1), state.event(k - 1));
      if (share == 0) {
        break;
      }
      w *= share;
      weights.add(w);
    }
    return weights;
  }

  private static double share(SortedSet<Integer> a, SortedSet<Integer> b) {
    SortedSet<Integer> union = new TreeSet<>(a);
    union.addAll(b);
    SortedSet<Integer> common = new TreeSet<>(a);
    common.retainAll(b);
    return (double) common.size() / union.size();
  }

  private void count(int horizon) {
    for (Occurrence occurrence : occurrences) {
      for (int k = 1; k <= occurrence.weights().size(); k++) {
        BigInteger vote = Whole.of(occurrence.weights().get(k - 1));
        for (int y : occurrence.outcomes(horizon)) {
          votes[k][y] = votes[k][y].add(vote);
        }
      }
    }
  }

  private void blend() {
    for (int k = 1; k <= LONGEST; k++) {
      sums[k] = Whole.real(Arrays.stream(votes[k]).reduce(BigInteger.ZERO, BigInteger::add));
      if (sums[k] == 0) {
        break;
      }
      orders = k;
      BigInteger rest = BigInteger.ZERO;
      for (BigInteger c : votes[k]) {
        rest = rest.add(c.min(Whole.of(DISCOUNT)));
      }
      rests[k] = Whole.real(rest);
      for (int y = 0; y < blend.length; y++) {
        double kept = Math.max(0, Whole.real(votes[k][y]) - DISCOUNT);
        blend[y] = (kept + rests[k] * blend[y]) / sums[k];
      }
      lambda *= rests[k] / sums[k];
    }
  }

  private void repeat(NaiveKnowledge knowledge) {
    for (int a = 0; a < habits.length; a++) {
      habits[a] =
          (knowledge.repeats[a].doubleValue() + 0.01) / (knowledge.followers.doubleValue() + 1);
    }
    for (int k = 1; k <= LONGEST; k++) {
      BigInteger all = BigInteger.ZERO;
      BigInteger[] repeated = NaiveKnowledge.zeros(habits.length);
      for (Occurrence occurrence : occurrences) {
        NaiveKnowledge.Learned p = occurrence.pattern();
        int j = occurrence.position();
        if (j < p.length() && occurrence.weights().size() >= k) {
          BigInteger vote = Whole.of(occurrence.weights().get(k - 1));
          for (int y : p.event(j + 1)) {
            all = all.add(vote);
            int age = p.age(y, j);
            if (age <= NaiveKnowledge.OLDEST) {
              repeated[age] = repeated[age].add(vote);
            }
          }
        }
      }
      if (all.signum() == 0) {
        break;
      }
      for (int a = 0; a < habits.length; a++) {
        habits[a] = (Whole.real(repeated[a]) + habits[a]) / (Whole.real(all) + 1);
      }
    }
  }
}

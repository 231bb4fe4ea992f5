package dev.kato.recall.forecast;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Section 3. */
final class NaiveRelated {

  private static final double RECENCY = 0.8;
  private static final double BEFORE = 0.2;
  private static final double HALF = 20;
  private static final double LN_2 = StrictMath.log(2);

  /**
   * Where a recent symbol is in a pattern.
   *
   * @param symbol as a number
   * @param age of its newest event in the state
   * @param factor what its votes are multiplied by
   * @param pattern that has it
   * @param position of the event that it is in, from 1
   */
  record Occurrence(
      int symbol, int age, double factor, NaiveKnowledge.Learned pattern, int position) {

    BigInteger after(int y) {
      int r = pattern.symbols(position + 1, pattern.length());
      double f = pattern.frequency();
      return y == NaiveKnowledge.END
          ? Whole.of(f / (r + 1))
          : votes(f, r, pattern.events(y, position + 1, pattern.length()));
    }

    BigInteger before(int y) {
      int l = pattern.symbols(1, position - 1);
      return y == NaiveKnowledge.END
          ? BigInteger.ZERO
          : votes(pattern.frequency(), l, pattern.events(y, 1, position - 1));
    }

    private static BigInteger votes(double f, int among, int times) {
      return times == 0 ? BigInteger.ZERO : Whole.of(f / among).multiply(BigInteger.valueOf(times));
    }

    double afterWeight(int y) {
      return factor * Whole.real(after(y));
    }

    double beforeWeight(int y) {
      return factor * BEFORE * Whole.real(before(y));
    }
  }

  final List<Occurrence> occurrences = new ArrayList<>();

  /** L. */
  final double[] evidence;

  /** z. */
  double sum;

  final double kappa;

  /** I. */
  double information;

  final double alpha;

  NaiveRelated(NaiveKnowledge knowledge, NaiveState state) {
    evidence = new double[knowledge.outcomes];
    for (int a = 0; a < state.recent(); a++) {
      double factor = StrictMath.pow(RECENCY, a) / state.event(a).size();
      for (int x : state.newAt(a)) {
        List<Occurrence> row = row(knowledge, x, a, factor);
        occurrences.addAll(row);
        for (int y = 0; y < evidence.length; y++) {
          BigInteger after = BigInteger.ZERO;
          BigInteger before = BigInteger.ZERO;
          for (Occurrence occurrence : row) {
            after = after.add(occurrence.after(y));
            before = before.add(occurrence.before(y));
          }
          evidence[y] += factor * (Whole.real(after) + BEFORE * Whole.real(before));
        }
      }
    }
    for (int y = 1; y < evidence.length; y++) {
      sum += evidence[y];
    }
    kappa = sum / (sum + HALF);
    for (int y = 1; y < evidence.length; y++) {
      if (evidence[y] > 0) {
        double l = evidence[y] / (sum + 1);
        information += l * (StrictMath.log(l / knowledge.unconditional[y]) / LN_2);
      }
    }
    alpha = 1 - 0.6 * Math.min(1, Math.max(0, information));
  }

  private static List<Occurrence> row(NaiveKnowledge knowledge, int x, int age, double factor) {
    List<Occurrence> row = new ArrayList<>();
    for (NaiveKnowledge.Learned pattern : knowledge.patterns) {
      for (int j = 1; j <= pattern.length(); j++) {
        if (pattern.event(j).contains(x)) {
          row.add(new Occurrence(x, age, factor, pattern, j));
        }
      }
    }
    return row;
  }
}

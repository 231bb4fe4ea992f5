package dev.kato.recall.forecast;

import dev.kato.recall.base.Budget;
import java.util.Arrays;

/**
 * What contexts say of each outcome (S), from popularity over short contexts to long ones, by
 * absolute discounting: what is taken off every count goes to where the shorter context would have
 * it. (Ney, Essen and Kneser, "On structuring probabilistic dependences in stochastic language
 * modelling", 1994.)
 */
final class Blend {

  /** What each count is lowered by. */
  private static final double DISCOUNT = 0.8;

  /** The same as a whole number of votes, so that the sum of what is taken off is exact. */
  private static final double TAKEN_OFF = Votes.rounded(DISCOUNT);

  /**
   * By place of an outcome what contexts say of it, if any votes for it; else something below 0.
   */
  private final double[] values;

  private final double[] rests = new double[ContextVotes.ORDERS];
  private final double[] sums = new double[ContextVotes.ORDERS];
  private int orders;

  Blend(Evidence evidence, int[] outcomes, double[] popularity, Budget budget) {
    ContextVotes context = evidence.context();
    values = new double[outcomes.length];
    Arrays.fill(values, -1);
    int[] voted = new int[outcomes.length];
    int count = 0;
    for (int place = 0; place < outcomes.length; place++) {
      if (context.votes(0).weight(outcomes[place]) > 0) {
        values[place] = popularity[place];
        voted[count++] = place;
      }
    }
    for (; orders < context.orders(); orders++) {
      budget.spend(4L * count);
      Votes votes = context.votes(orders);
      sums[orders] = votes.total(evidence.outcomes().count());
      if (sums[orders] <= 0) {
        return;
      }
      for (int i = 0; i < count; i++) {
        rests[orders] += Math.min(votes.weight(outcomes[voted[i]]), TAKEN_OFF);
      }
      for (int i = 0; i < count; i++) {
        int place = voted[i];
        double kept = Math.max(0, votes.weight(outcomes[place]) - DISCOUNT);
        values[place] = (kept + rests[orders] * values[place]) / sums[orders];
      }
    }
  }

  /** Whether a context votes for the outcome at a place. */
  boolean isVotedFor(int place) {
    return values[place] >= 0;
  }

  /** What contexts say of it then. */
  double value(int place) {
    return values[place];
  }

  /** What is left for an outcome that no context votes for. */
  double withoutVotes(double popularity) {
    double value = popularity;
    for (int order = 0; order < orders; order++) {
      value = rests[order] * value / sums[order];
    }
    return value;
  }

  /** How much of popularity is left then. */
  double lambda() {
    double left = 1;
    for (int order = 0; order < orders; order++) {
      left *= rests[order] / sums[order];
    }
    return left;
  }
}

package dev.kato.recall.scan;

import java.util.Arrays;

/**
 * Chooses how many of the longest postings lists of a part not to look at. Each holds at most as
 * many matches of a pattern as the state has of its symbol; a member must have the rest of its
 * matches in the other lists, so patterns are candidates that have these, and have to be read. For
 * one question and one thread.
 */
final class Skips {

  /**
   * Reading a pattern costs as much as this many postings: by RecallBenchmark, where half of it is
   * slower by 6 % (ZIPF, 0.3) and the double is not faster.
   */
  private static final int READ_COST = 16;

  /**
   * Least numbers of matches below this have a choice kept, which brings 4 % (ZIPF, 0.6): all that
   * states of up to 30 symbols or so ask for.
   */
  private static final int KNOWN = 32;

  /** Factors up to which a product is as good as a formula for it. */
  private static final int FEW_FACTORS = 32;

  /** By least number of matches what was chosen; -1 while nothing was. */
  private final int[] known = new int[KNOWN];

  private final int[] sizes;
  private final int[] multiplicities;

  /**
   * No choice yet.
   *
   * @param sizes of the part's lists, ascending, as they are when a choice is made
   * @param multiplicities by list, how often the state has its symbol
   */
  Skips(int[] sizes, int[] multiplicities) {
    this.sizes = sizes;
    this.multiplicities = multiplicities;
    Arrays.fill(known, -1);
  }

  /**
   * How many lists to skip. What was best in the first part, the largest, is good enough in the
   * others.
   *
   * @param lists how many there are
   * @param least matches that a member has
   * @param patterns in question
   * @param share of the part's symbols that they have
   */
  int choose(int lists, int least, int patterns, double share) {
    if (least <= 1) {
      return 0;
    }
    if (least >= KNOWN) {
      return best(lists, least, patterns, share);
    }
    if (known[least] < 0) {
      known[least] = best(lists, least, patterns, share);
    }
    return known[least];
  }

  private int best(int lists, int least, int patterns, double share) {
    double left = 0;
    for (int list = 0; list < lists; list++) {
      left += share * sizes[list];
    }
    int best = 0;
    double bestCost = left;
    int needed = least;
    for (int skipped = 1; skipped < lists; skipped++) {
      int list = lists - skipped;
      left -= share * sizes[list];
      needed -= multiplicities[list];
      if (needed < 1) {
        break;
      }
      double cost = cost(left, patterns, needed);
      if (cost < bestCost) {
        bestCost = cost;
        best = skipped;
      }
    }
    return best;
  }

  /**
   * Postings to go through, and patterns to read: those that would reach {@code needed} by chance.
   */
  private static double cost(double scanned, int patterns, int needed) {
    double chance = Math.min(1, chance(scanned / patterns, needed));
    return scanned + Math.min(scanned, patterns * chance) * READ_COST;
  }

  /** The product of mean / i for i up to {@code count}; of many factors after Stirling. */
  private static double chance(double mean, int count) {
    if (count > FEW_FACTORS) {
      return Math.exp(count * (Math.log(mean / count) + 1)) / Math.sqrt(2 * Math.PI * count);
    }
    double chance = 1;
    for (int i = 1; i <= count; i++) {
      chance *= mean / i;
    }
    return chance;
  }
}

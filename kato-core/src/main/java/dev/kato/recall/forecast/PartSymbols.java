package dev.kato.recall.forecast;

import dev.kato.recall.base.Budget;
import dev.kato.recall.base.IntPair;
import dev.kato.recall.index.Block;
import dev.kato.recall.index.PartView;
import dev.kato.recall.index.Posting;
import dev.kato.recall.index.Postings;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which living patterns of a part hold a recent symbol: from its postings, or, where there are
 * none, from one look through the whole part. Symbols are given by the numbers of their outcomes.
 */
final class PartSymbols {

  private final PartView part;
  private final Block block;
  private final @Nullable Postings postings;
  private final Outcomes outcomes;
  private final Budget budget;

  /** Outcome and pattern, ascending, each once; only where there are no postings. */
  private final long[] pairs;

  PartSymbols(PartView part, Outcomes outcomes, Recent recent, Budget budget) {
    this.part = part;
    this.block = part.block();
    this.postings = block.postings();
    this.outcomes = outcomes;
    this.budget = budget;
    this.pairs = postings == null ? lookThrough(recent) : new long[0];
  }

  private long[] lookThrough(Recent recent) {
    long[] found = new long[16];
    int count = 0;
    int end = block.start(block.count());
    int pattern = 0;
    for (int at = 0; at < end; at++) {
      budget.spend(1);
      while (at >= block.start(pattern + 1)) {
        pattern++;
      }
      int outcome = outcomes.known(block.symbols()[at]);
      if (outcome != 0 && recent.bits(outcome) != 0) {
        if (count == found.length) {
          found = Arrays.copyOf(found, 2 * count);
        }
        found[count++] = IntPair.of(outcome, pattern);
      }
    }
    Arrays.sort(found, 0, count);
    return distinct(found, count);
  }

  private static long[] distinct(long[] sorted, int count) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[kept++] = sorted[i];
      }
    }
    return Arrays.copyOf(sorted, kept);
  }

  PartView part() {
    return part;
  }

  /** Whether there are postings, so that other than recent symbols can be asked for. */
  boolean isIndexed() {
    return postings != null;
  }

  /** How often a symbol occurs in the part; patterns that were removed may count. */
  int occurrences(int outcome) {
    if (postings == null) {
      return firstPair(outcome + 1) - firstPair(outcome);
    }
    int index = postings.indexOf(outcomes.symbol(outcome));
    return index < 0 ? 0 : postings.to(index) - postings.from(index);
  }

  private int firstPair(int outcome) {
    int place = Arrays.binarySearch(pairs, IntPair.of(outcome, 0));
    return place < 0 ? -1 - place : place;
  }

  /** Adds the living patterns that hold a symbol, ascending, each once. */
  void collect(int outcome, PatternList list) {
    int last = -1;
    if (postings == null) {
      for (int i = firstPair(outcome), to = firstPair(outcome + 1); i < to; i++) {
        last = addOnce(IntPair.second(pairs[i]), last, list);
      }
      return;
    }
    int index = postings.indexOf(outcomes.symbol(outcome));
    if (index >= 0) {
      for (int i = postings.from(index), to = postings.to(index); i < to; i++) {
        last = addOnce(Posting.pattern(postings.array()[i]), last, list);
      }
    }
  }

  private int addOnce(int pattern, int last, PatternList list) {
    budget.spend(1);
    if (pattern != last && part.frequency(pattern) > 0) {
      list.add(pattern);
    }
    return pattern;
  }

  /**
   * Adds the living patterns in which an event with the symbol has a neighbour that has a symbol
   * with a bit; where there are no postings, all with the symbol.
   *
   * @param later whether the neighbour is the event after it, else before
   */
  void collectBeside(int outcome, boolean later, Recent recent, int bit, PatternList list) {
    if (postings == null) {
      collect(outcome, list);
      return;
    }
    int index = postings.indexOf(outcomes.symbol(outcome));
    if (index < 0) {
      return;
    }
    int last = -1;
    for (int i = postings.from(index), to = postings.to(index); i < to; i++) {
      budget.spend(2);
      int posting = postings.array()[i];
      int pattern = Posting.pattern(posting);
      if (pattern != last && isBeside(pattern, posting, later, recent, bit)) {
        last = addOnce(pattern, last, list);
      }
    }
  }

  private boolean isBeside(int pattern, int posting, boolean later, Recent recent, int bit) {
    int start = block.start(pattern);
    int at = start + Posting.position(posting);
    int from;
    int to;
    if (later) {
      from = block.eventEnd(at);
      if (from == block.start(pattern + 1)) {
        return false;
      }
      to = block.eventEnd(from);
    } else {
      to = block.eventStart(at);
      if (to == start) {
        return false;
      }
      from = block.eventStart(to - 1);
    }
    budget.spend(to - from);
    for (int i = from; i < to; i++) {
      int neighbour = outcomes.known(block.symbols()[i]);
      if (neighbour != 0 && (recent.bits(neighbour) >>> bit & 1) != 0) {
        return true;
      }
    }
    return false;
  }
}

package dev.kato.recall.scan;

import dev.kato.recall.align.Pair;
import dev.kato.recall.align.StateSymbols;
import dev.kato.recall.base.Budget;
import dev.kato.recall.base.IntPair;
import dev.kato.recall.index.Block;
import dev.kato.recall.index.PartView;
import dev.kato.recall.index.Posting;
import dev.kato.recall.index.Postings;
import java.util.Arrays;

/**
 * Finds the members of the ensemble in one part. In an indexed part it goes through the postings of
 * the state's symbols and collects, per pattern, the matching pairs, from which a {@link Judge}
 * decides. For one question and one thread.
 */
final class PartScan {

  private final StateSymbols stateSymbols;
  private final Threshold threshold;
  private final boolean packableState;
  private final Judge judge;
  private final Buffers buffers;
  private final Budget budget;
  private final Skips skips;

  /** The postings of the state's symbols in the current part, shortest list first. */
  private final int[] listFrom;

  private final int[] listTo;
  private final int[] listSize;
  private final int[] listPosition;

  /** By list how often the state has its symbol. */
  private final int[] listMultiplicity;

  private final int[] rangeTo;

  private int lists;
  private int occurrences;

  /** The lists to scan, by position in the state. */
  private final int[] order;

  /** What is sorted by, and in the lower half what is sorted. */
  private final long[] keys;

  PartScan(
      int[] state,
      StateSymbols stateSymbols,
      Threshold threshold,
      Ensemble ensemble,
      Buffers buffers,
      Budget budget) {
    this.stateSymbols = stateSymbols;
    this.threshold = threshold;
    this.packableState = state.length <= Pair.POSITIONS;
    this.judge = new Judge(state, stateSymbols, threshold, ensemble, buffers, budget);
    this.buffers = buffers;
    this.budget = budget;
    listFrom = new int[stateSymbols.count()];
    listTo = new int[stateSymbols.count()];
    listSize = new int[stateSymbols.count()];
    listPosition = new int[stateSymbols.count()];
    listMultiplicity = new int[stateSymbols.count()];
    rangeTo = new int[stateSymbols.count()];
    order = new int[stateSymbols.count()];
    keys = new long[stateSymbols.count()];
    skips = new Skips(listSize, listMultiplicity);
  }

  /** Adds the members of a part to the ensemble. */
  void scan(PartView scanned, int index) {
    judge.begin(scanned, index);
    Block block = scanned.block();
    Postings indexed = block.postings();
    if (indexed == null) {
      judge.readAll();
    } else {
      scan(indexed, block);
    }
    judge.finish();
  }

  /** Patterns of lengths that need equally many matches are scanned together. */
  private void scan(Postings indexed, Block block) {
    int[] starts = block.starts();
    findLists(indexed);
    int[] lengths = indexed.lengths();
    int[] first = indexed.firstOfLength();
    int from = 0;
    while (from < lengths.length) {
      budget.spend(lists + 1);
      int least = threshold.matches(lengths[from]);
      boolean packable = lengths[from] <= Pair.POSITIONS;
      int to = from + 1;
      while (to < lengths.length
          && threshold.matches(lengths[to]) == least
          && lengths[to] <= Pair.POSITIONS == packable) {
        to++;
      }
      if (least <= Math.min(lengths[to - 1], occurrences)) {
        double share = (double) (starts[first[to]] - starts[first[from]]) / starts[block.count()];
        scanRange(indexed, first[from], first[to], least, share, packable && packableState);
      }
      from = to;
    }
  }

  private void findLists(Postings indexed) {
    lists = 0;
    occurrences = 0;
    for (int i = 0; i < stateSymbols.count(); i++) {
      int index = indexed.indexOf(stateSymbols.symbol(i));
      if (index >= 0) {
        order[i] = index;
        keys[lists++] = IntPair.of(indexed.to(index) - indexed.from(index), i);
        occurrences += stateSymbols.multiplicity(stateSymbols.positionOf(i));
      }
    }
    Arrays.sort(keys, 0, lists);
    for (int list = 0; list < lists; list++) {
      int slot = IntPair.second(keys[list]);
      listSize[list] = IntPair.first(keys[list]);
      listFrom[list] = indexed.from(order[slot]);
      listTo[list] = indexed.to(order[slot]);
      listPosition[list] = stateSymbols.positionOf(slot);
      listMultiplicity[list] = stateSymbols.multiplicity(listPosition[list]);
    }
  }

  /** So that pairs are collected in the order of the state. */
  private void orderByState(int scanned) {
    for (int list = 0; list < scanned; list++) {
      keys[list] = IntPair.of(listPosition[list], list);
    }
    Arrays.sort(keys, 0, scanned);
    for (int list = 0; list < scanned; list++) {
      order[list] = IntPair.second(keys[list]);
    }
  }

  /**
   * Patterns {@code from} to {@code to}, all of which need {@code least} matches. Ranges come in
   * ascending order, so lists are searched from where the last range ended.
   */
  private void scanRange(
      Postings indexed, int from, int to, int least, double share, boolean packable) {
    int scanned = lists;
    int needed = least;
    int skipped = skips.choose(lists, least, to - from, share);
    while (skipped > 0 && scanned > 1 && needed > listMultiplicity[scanned - 1]) {
      needed -= listMultiplicity[--scanned];
      skipped--;
    }
    long total = 0;
    for (int list = 0; list < scanned; list++) {
      listFrom[list] = indexed.seek(listFrom[list], listTo[list], from);
      rangeTo[list] = indexed.seek(listFrom[list], listTo[list], to);
      assert listFrom[list] <= rangeTo[list] && rangeTo[list] <= listTo[list] : list;
      total += rangeTo[list] - listFrom[list];
    }
    assert needed > 0 || least == 0 : needed;
    boolean decides = scanned == lists && packable;
    boolean dense = least == 0 || total > (to - from) / 3;
    if (dense || total > 0) {
      orderByState(scanned);
      scanWindows(indexed, from, to, scanned, new Manner(dense, decides, least, needed));
    }
  }

  /**
   * How to go through windows.
   *
   * @param dense whether to look at every pattern rather than note those that have a pair
   * @param decides whether the pairs that are collected are all there are, and can be packed
   * @param least matches that a member has
   * @param needed pairs, among those collected, that a member has
   */
  private record Manner(boolean dense, boolean decides, int least, int needed) {}

  private void scanWindows(Postings indexed, int from, int to, int scanned, Manner manner) {
    int[] postings = indexed.array();
    PairWindow window = buffers.window();
    int size = manner.dense ? PairWindow.DENSE : PairWindow.SPARSE;
    for (int start = from; start < to; start += size) {
      int end = Math.min(to, start + size);
      window.begin(start);
      for (int i = 0; i < scanned; i++) {
        int list = order[i];
        int next = listFrom[list];
        boolean last = end == to;
        if (next < rangeTo[list] && (last || Posting.pattern(postings[next]) < end)) {
          int after = last ? rangeTo[list] : indexed.seek(next, rangeTo[list], end);
          listFrom[list] = after;
          budget.spend(after - next);
          if (manner.dense) {
            window.collect(postings, next, after, packed(listPosition[list]));
          } else {
            window.collectFew(postings, next, after, packed(listPosition[list]));
          }
        }
      }
      budget.spend(scanned + (manner.dense ? end - start : 0));
      judge(window, end - start, manner);
    }
  }

  /** Positions that cannot be packed do not matter: then pairs are only counted. */
  private static int packed(int position) {
    return position & Pair.POSITIONS - 1;
  }

  private void judge(PairWindow window, int patterns, Manner manner) {
    if (!manner.decides) {
      window.choose(manner.dense, patterns, manner.needed);
      judge.readMany(window);
    } else {
      if (manner.dense) {
        window.sortAll(patterns);
      } else {
        window.sortFew();
      }
      judge.decide(window, manner.least);
    }
    if (manner.dense) {
      window.clearAll(patterns);
    } else {
      window.clearFew();
    }
  }
}

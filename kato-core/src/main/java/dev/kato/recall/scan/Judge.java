package dev.kato.recall.scan;

import dev.kato.recall.align.BlockMatcher;
import dev.kato.recall.align.MemoResult;
import dev.kato.recall.align.Pair;
import dev.kato.recall.align.PairMatcher;
import dev.kato.recall.align.PairMemo;
import dev.kato.recall.align.StateSymbols;
import dev.kato.recall.base.Budget;
import dev.kato.recall.index.Block;
import dev.kato.recall.index.PartView;

/**
 * Decides whether patterns are members of the ensemble, from pairs of a position in the pattern and
 * one in the state that hold the same symbol. Most patterns have few, and those tell all there is
 * to know; else the pattern is read. For one question and one thread.
 */
final class Judge {

  private final int[] state;
  private final StateSymbols stateSymbols;
  private final Threshold threshold;
  private final Ensemble ensemble;
  private final Outcomes outcomes;
  private final PairMemo memo;
  private final PairMatcher matcher;
  private final Budget budget;
  private final BlockMatcher blockMatcher;

  /** Of the state's positions, one bit each: those of symbols that it repeats. */
  private final int repeated;

  private final int[] inPattern = new int[PairMemo.MOST];
  private final int[] inState = new int[PairMemo.MOST];
  private Block block = PartView.EMPTY.block();
  private int[] starts = block.starts();
  private int[] symbols = block.symbols();

  /** Patterns that are still to be read. */
  private final int[] waiting = new int[128];

  private int waitingCount;
  private int fetched;

  Judge(
      int[] state,
      StateSymbols stateSymbols,
      Threshold threshold,
      Ensemble ensemble,
      Buffers buffers,
      Budget budget) {
    this.state = state;
    this.stateSymbols = stateSymbols;
    this.threshold = threshold;
    this.ensemble = ensemble;
    this.outcomes = buffers.outcomes();
    this.memo = buffers.memo();
    this.matcher = buffers.matcher();
    this.budget = budget;
    this.blockMatcher = new BlockMatcher(budget);
    this.repeated = stateSymbols.repeated();
    memo.begin();
  }

  /** The patterns judged from now on are of this part. */
  void begin(PartView part, int index) {
    block = part.block();
    starts = block.starts();
    symbols = block.symbols();
    ensemble.beginPart(part, index);
  }

  /** Judges the window's patterns by their pairs, which are all there are. */
  void decide(PairWindow window, int least) {
    if (least == 0) {
      for (int i = 0; i < window.count(0); i++) {
        ensemble.addUnmatched(window.pattern(0, i));
      }
    }
    if (least <= 1) {
      decideOnes(window);
    }
    for (int kind = Math.max(2, least); kind <= PairWindow.MOST; kind++) {
      decideFew(window, kind, least);
    }
    readMany(window);
  }

  private void add(int pattern, int matches, int blocks, int first, int last, int states) {
    outcomes.add(pattern, matches, blocks, first, last, states);
    if (outcomes.isFull()) {
      budget.spend(2L * outcomes.count());
      ensemble.add(outcomes);
    }
  }

  private void decideOnes(PairWindow window) {
    int count = window.count(1);
    for (int i = 0; i < count; i++) {
      int pair = Pair.get(window.pairs(1, i), 1, 0);
      int position = Pair.inPattern(pair);
      int states = 1 << Pair.inState(pair);
      add(window.pattern(1, i), 1, 1, position, position, states);
    }
  }

  private void decideFew(PairWindow window, int kind, int least) {
    int count = window.count(kind);
    for (int i = 0; i < count; i++) {
      long pairs = window.pairs(kind, i);
      int states = 0;
      int patterns = 0;
      for (int j = 0; j < kind; j++) {
        int pair = Pair.get(pairs, kind, j);
        states |= 1 << Pair.inState(pair);
        patterns |= 1 << Pair.inPattern(pair);
      }
      decide(window.pattern(kind, i), pairs, kind, states, patterns, least);
    }
  }

  private void decide(int pattern, long pairs, int count, int states, int patterns, int least) {
    int result =
        (states & repeated) == 0
            ? memo.matchByState(pairs, count, patterns)
            : memo.matchOfState(pairs, count, patterns, stateSymbols);
    if (MemoResult.matches(result) >= least) {
      int first = Pair.get(pairs, count, MemoResult.first(result));
      int last = Pair.get(pairs, count, MemoResult.last(result));
      add(
          pattern,
          MemoResult.matches(result),
          MemoResult.blocks(result),
          Pair.inPattern(first),
          Pair.inPattern(last),
          states);
    }
  }

  /** Judges by the pairs in {@code inPattern} and {@code inState}. */
  private void match(int pattern, int count, int states, int least) {
    int result = memo.match(inPattern, inState, count, stateSymbols);
    if (result < 0) {
      search(pattern, least);
      return;
    }
    int matches = MemoResult.matches(result);
    if (matches >= least) {
      int blocks = MemoResult.blocks(result);
      int first = inPattern[MemoResult.first(result)];
      int last = inPattern[MemoResult.last(result)];
      add(pattern, matches, blocks, first, last, states);
    }
  }

  /** Judges the window's patterns with many pairs by what they hold, at {@link #flush} at last. */
  void readMany(PairWindow window) {
    int count = window.count(PairWindow.MANY);
    for (int i = 0; i < count; i++) {
      if (waitingCount == waiting.length) {
        flush();
      }
      waiting[waitingCount++] = window.pattern(PairWindow.MANY, i);
    }
  }

  /** Judges what waits. */
  private void flush() {
    for (int i = 0; i < waitingCount; i++) {
      // Touches them, so that the memory of many is fetched at once: brings 8 % (ZIPF, 0.3).
      fetched += symbols[starts[waiting[i]]];
    }
    for (int i = 0; i < waitingCount; i++) {
      read(waiting[i]);
    }
    waitingCount = 0;
  }

  /** To be called when all of a part has been judged. */
  void finish() {
    flush();
    ensemble.add(outcomes);
  }

  /** Judges a pattern by what it holds. */
  private void read(int pattern) {
    int start = starts[pattern];
    int end = starts[pattern + 1];
    int least = threshold.matches(end - start);
    budget.spend(end - start);
    // What may still be missed before too few are left.
    int spare = end - start - least;
    int count = 0;
    int states = 0;
    for (int i = start; i < end && spare >= 0; i++) {
      int position = stateSymbols.position(symbols[i]);
      if (position < 0) {
        spare--;
      } else {
        if (count < PairMemo.MOST) {
          inPattern[count] = i - start;
          inState[count] = position;
          states |= 1 << position;
        }
        count++;
      }
    }
    if (spare < 0) {
      return;
    }
    if (count == 0) {
      ensemble.addUnmatched(pattern);
    } else if (count > PairMemo.MOST || state.length > Pair.POSITIONS) {
      search(pattern, least);
    } else {
      match(pattern, count, states, least);
    }
  }

  /** Judges all patterns of a part by what they hold. */
  void readAll() {
    budget.spend(block.count());
    for (int pattern = 0; pattern < block.count(); pattern++) {
      int length = starts[pattern + 1] - starts[pattern];
      if (threshold.matches(length) <= Math.min(length, stateSymbols.occurrences())) {
        read(pattern);
      }
    }
  }

  /** Judges a pattern that has many pairs, or a long state. */
  private void search(int pattern, int least) {
    int start = starts[pattern];
    int end = starts[pattern + 1];
    if (!matcher.find(symbols, start, end, stateSymbols)) {
      align(pattern, least);
      return;
    }
    budget.spend((long) matcher.count() * matcher.count());
    matcher.match();
    if (matcher.matches() >= least) {
      add(pattern, matcher.matches(), matcher.blocks(), matcher.first(), matcher.last(), -1);
    }
  }

  /** For very many pairs, where recursion might go too deep. */
  private void align(int pattern, int least) {
    blockMatcher.align(symbols, starts[pattern], starts[pattern + 1] - starts[pattern], state);
    if (blockMatcher.matches() >= least) {
      add(
          pattern,
          blockMatcher.matches(),
          blockMatcher.blocks(),
          blockMatcher.first(),
          blockMatcher.last(),
          -1);
    }
  }
}

package dev.kato.recall;

/**
 * Finds the members of the ensemble in one part. In an indexed part it goes through the postings of
 * the state's symbols and collects, per pattern, the matching pairs; few pairs tell all there is to
 * know. Only patterns with more are read. For one question and one thread.
 */
final class PartScan {

  /** Patterns per window: their pairs fit a core's second-level cache. */
  private static final int WINDOW = 1 << 12;

  /** A pair is a position in the pattern and one in the state, both below 32. */
  private static final int POSITION_BITS = 5;

  private static final int PAIR_BITS = 2 * POSITION_BITS;
  private static final int PACKABLE = 1 << POSITION_BITS;
  private static final int MOST_PACKED = 6;

  /** From here on there is no room for one more pair. */
  private static final long FULL = 1L << (PAIR_BITS * MOST_PACKED);

  private static final long OVERFLOW = Long.MAX_VALUE;

  /** Pairs beyond which the search does not recurse. */
  private static final int MANY_PAIRS = 1000;

  /** Reading a pattern costs as much as this many postings. */
  private static final int READ_COST = 24;

  private final int[] state;
  private final Slots slots;
  private final Threshold threshold;
  private final Ensemble ensemble;
  private final Buffers buffers;
  private final PairMatcher pairMatcher = new PairMatcher();
  private final PairMemo memo;
  private int repeated;
  private final BlockMatcher blockMatcher = new BlockMatcher();

  private final int[] listFrom;
  private final int[] listTo;
  private final int[] listPosition;
  private final int[] rangeTo;
  private final int[] cursors;
  private int lists;
  private int occurrences;

  private PartView part;
  private Block block;
  private int[] postings = {};
  private long[] pairs = {};
  private int presentFrom;
  private int presentTo;

  PartScan(int[] state, Slots slots, Threshold threshold, Ensemble ensemble, Buffers buffers) {
    this.state = state;
    this.slots = slots;
    this.threshold = threshold;
    this.ensemble = ensemble;
    this.buffers = buffers;
    this.memo = buffers.memo();
    for (int i = 0; i < Math.min(state.length, PACKABLE); i++) {
      repeated |= slots.multiplicity(i) > 1 ? 1 << i : 0;
    }
    this.part = PartView.EMPTY;
    this.block = part.block();
    listFrom = new int[slots.count()];
    listTo = new int[slots.count()];
    listPosition = new int[slots.count()];
    rangeTo = new int[slots.count()];
    cursors = new int[slots.count()];
  }

  /** Adds the members of a part to the ensemble. */
  void scan(PartView scanned, int index) {
    part = scanned;
    block = scanned.block();
    ensemble.beginPart(index);
    Postings indexed = block.postings();
    if (indexed == null) {
      readAll(0, block.count());
    } else {
      scan(indexed);
    }
  }

  private void readAll(int from, int to) {
    for (int pattern = from; pattern < to; pattern++) {
      int length = block.length(pattern);
      int least = threshold.matches(length);
      if (least <= Math.min(length, slots.occurrences())) {
        read(pattern, least);
      }
    }
  }

  private void scan(Postings indexed) {
    postings = indexed.array();
    pairs = buffers.pairs(block.count());
    findLists(indexed);
    int[] lengths = indexed.lengths();
    int[] first = indexed.firstOfLength();
    int from = 0;
    while (from < lengths.length) {
      int least = threshold.matches(lengths[from]);
      boolean packable = lengths[from] <= PACKABLE;
      int to = from + 1;
      while (to < lengths.length
          && threshold.matches(lengths[to]) == least
          && lengths[to] <= PACKABLE == packable) {
        to++;
      }
      if (least <= Math.min(lengths[to - 1], occurrences)) {
        scanRange(indexed, first[from], first[to], least, packable && state.length <= PACKABLE);
      }
      from = to;
    }
  }

  /** The postings per symbol of the state, shortest list first. */
  private void findLists(Postings indexed) {
    lists = 0;
    occurrences = 0;
    for (int i = 0; i < slots.count(); i++) {
      int index = indexed.indexOf(slots.symbol(i));
      if (index >= 0) {
        insertList(indexed.from(index), indexed.to(index), slots.positionOf(i));
        occurrences += slots.multiplicity(slots.positionOf(i));
      }
    }
  }

  private void insertList(int start, int end, int position) {
    int at = lists++;
    while (at > 0 && listTo[at - 1] - listFrom[at - 1] > end - start) {
      listFrom[at] = listFrom[at - 1];
      listTo[at] = listTo[at - 1];
      listPosition[at] = listPosition[at - 1];
      at--;
    }
    listFrom[at] = start;
    listTo[at] = end;
    listPosition[at] = position;
  }

  /**
   * Patterns {@code from} to {@code to}, all of which need {@code least} matches. Ranges come in
   * ascending order, so lists are searched from where the last range began.
   */
  private void scanRange(Postings indexed, int from, int to, int least, boolean packable) {
    int skipped = least > 1 ? bestSkip(least, to - from) : 0;
    int scanned = lists - skipped;
    int needed = least;
    for (int list = scanned; list < lists; list++) {
      needed -= slots.multiplicity(listPosition[list]);
    }
    long total = 0;
    for (int list = 0; list < scanned; list++) {
      listFrom[list] = indexed.seek(listFrom[list], listTo[list], from);
      rangeTo[list] = indexed.seek(listFrom[list], listTo[list], to);
      total += rangeTo[list] - listFrom[list];
    }
    boolean decides = skipped == 0 && packable;
    if (least == 0 || total > (to - from) / 8) {
      scanWindows(from, to, scanned, least, needed, decides, packable);
    } else if (total > 0) {
      scanSparse(scanned, least, needed, decides, packable);
    }
  }

  /**
   * How many of the longest lists not to look at. Each holds at most as many matches as the state
   * has of its symbol; a member must have the rest of its matches in the other lists.
   */
  private int bestSkip(int least, int patterns) {
    double share = (double) patterns / block.count();
    double left = 0;
    for (int list = 0; list < lists; list++) {
      left += share * (listTo[list] - listFrom[list]);
    }
    int best = 0;
    double bestCost = cost(left, patterns, least, true);
    int needed = least;
    for (int skipped = 1; skipped < lists; skipped++) {
      int list = lists - skipped;
      left -= share * (listTo[list] - listFrom[list]);
      needed -= slots.multiplicity(listPosition[list]);
      if (needed < 1) {
        break;
      }
      double cost = cost(left, patterns, needed, false);
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
  private static double cost(double scanned, int patterns, int needed, boolean decided) {
    double mean = scanned / patterns;
    double chance = 1;
    for (int i = 1; i <= needed; i++) {
      chance *= mean / i;
    }
    double reads = Math.min(scanned, patterns * Math.min(1, chance));
    return scanned + reads * (decided ? READ_COST / 4.0 : READ_COST);
  }

  private void scanWindows(
      int from, int to, int scanned, int least, int needed, boolean decides, boolean packable) {
    System.arraycopy(listFrom, 0, cursors, 0, scanned);
    for (int start = from; start < to; start += WINDOW) {
      int end = Math.min(to, start + WINDOW);
      int limit = end < Postings.MOST_PATTERNS ? end << Postings.POSITION_BITS : Integer.MAX_VALUE;
      for (int list = 0; list < scanned; list++) {
        cursors[list] = collect(cursors[list], rangeTo[list], limit, listPosition[list], packable);
      }
      for (int pattern = start; pattern < end; pattern++) {
        long found = pairs[pattern];
        if (found != Buffers.NO_PAIR || least == 0) {
          pairs[pattern] = Buffers.NO_PAIR;
          decide(pattern, found, least, needed, decides);
        }
      }
    }
  }

  /** Collects the pairs of one list up to {@code limit}; returns where it stopped. */
  private int collect(int from, int to, int limit, int statePosition, boolean packable) {
    long[] found = pairs;
    int[] list = postings;
    int i = from;
    for (; i < to; i++) {
      int posting = list[i];
      if (posting >= limit) {
        break;
      }
      int pattern = posting >>> Postings.POSITION_BITS;
      long before = found[pattern];
      int position = packable ? posting & (PACKABLE - 1) : 0;
      found[pattern] =
          before >= FULL
              ? OVERFLOW
              : before << PAIR_BITS | position << POSITION_BITS | (packable ? statePosition : 0);
    }
    return i;
  }

  private void scanSparse(int scanned, int least, int needed, boolean decides, boolean packable) {
    int[] touched = buffers.touched(block.count());
    int count = 0;
    for (int list = 0; list < scanned; list++) {
      for (int i = listFrom[list]; i < rangeTo[list]; i++) {
        int pattern = postings[i] >>> Postings.POSITION_BITS;
        if (pairs[pattern] == Buffers.NO_PAIR) {
          touched[count++] = pattern;
        }
        collect(i, i + 1, Integer.MAX_VALUE, listPosition[list], packable);
      }
    }
    for (int i = 0; i < count; i++) {
      long found = pairs[touched[i]];
      pairs[touched[i]] = Buffers.NO_PAIR;
      decide(touched[i], found, least, needed, decides);
    }
  }

  /** What {@code found} pairs, all there are if {@code decides}, mean for a pattern. */
  private void decide(int pattern, long found, int least, int needed, boolean decides) {
    if (found < 1L << (PAIR_BITS * Math.min(needed, MOST_PACKED))) {
      return;
    }
    if (!decides || found == OVERFLOW) {
      read(pattern, least);
    } else if (found < 1L << (PAIR_BITS + 1)) {
      decideOne(pattern, found, least);
    } else {
      decideFew(pattern, found, least);
    }
  }

  private void decideOne(int pattern, long found, int least) {
    if (found == Buffers.NO_PAIR) {
      addUnmatched(pattern);
    } else if (least <= 1) {
      int position = (int) found >>> POSITION_BITS & (PACKABLE - 1);
      if (add(pattern, 1, 1, position, position)) {
        ensemble.markPresent((int) found & (PACKABLE - 1));
      }
    }
  }

  private void decideFew(int pattern, long found, int least) {
    int repeats = memo.sort(found) & repeated;
    if (repeats != 0) {
      pairMatcher.clear();
      for (int i = 0; i < memo.count(); i++) {
        addPairs(memo.patternPosition(i), memo.statePosition(i));
      }
      addMatched(pattern, least);
      return;
    }
    if (memo.count() == 2) {
      decideTwo(pattern, least);
      return;
    }
    int result = memo.match();
    if (PairMemo.matches(result) >= least
        && add(
            pattern,
            PairMemo.matches(result),
            PairMemo.blocks(result),
            memo.patternPosition(PairMemo.first(result)),
            memo.patternPosition(PairMemo.last(result)))) {
      markPresent();
    }
  }

  /** Both match if they are in the same order in pattern and state; else the first does. */
  private void decideTwo(int pattern, int least) {
    int first = memo.patternPosition(0);
    int last = memo.patternPosition(1);
    int step = memo.statePosition(1) - memo.statePosition(0);
    boolean added;
    if (step > 0) {
      added = add(pattern, 2, step == 1 && last == first + 1 ? 1 : 2, first, last);
    } else {
      added = least <= 1 && add(pattern, 1, 1, first, first);
    }
    if (added) {
      markPresent();
    }
  }

  private void markPresent() {
    for (int i = 0; i < memo.count(); i++) {
      int position = memo.patternPosition(i);
      if (position >= presentFrom && position < presentTo) {
        ensemble.markPresent(memo.statePosition(i));
      }
    }
  }

  private void addPairs(int patternPosition, int firstInState) {
    int position = firstInState;
    while (position >= 0 && pairMatcher.count() <= MANY_PAIRS) {
      pairMatcher.add(patternPosition, position);
      position = slots.again(position);
    }
  }

  /** Compares a pattern with the state symbol by symbol. */
  private void read(int pattern, int least) {
    int start = block.start(pattern);
    int end = start + block.length(pattern);
    int[] symbols = block.symbols();
    pairMatcher.clear();
    int count = 0;
    for (int i = start; i < end && count + end - i >= least; i++) {
      int position = slots.position(symbols[i]);
      if (position >= 0) {
        count++;
        addPairs(i - start, position);
      }
    }
    if (count >= least) {
      if (count == 0) {
        addUnmatched(pattern);
      } else if (pairMatcher.count() > MANY_PAIRS) {
        addAligned(pattern, least);
      } else {
        addMatched(pattern, least);
      }
    }
  }

  private void addMatched(int pattern, int least) {
    pairMatcher.match();
    int first = pairMatcher.first();
    int last = pairMatcher.last();
    if (pairMatcher.matches() >= least
        && add(pattern, pairMatcher.matches(), pairMatcher.blocks(), first, last)) {
      for (int i = 0; i < pairMatcher.count(); i++) {
        int position = pairMatcher.patternPosition(i);
        if (position >= presentFrom && position < presentTo) {
          ensemble.markPresent(pairMatcher.statePosition(i));
        }
      }
    }
  }

  /** For very many pairs, where recursion might go too deep. */
  private void addAligned(int pattern, int least) {
    int start = block.start(pattern);
    blockMatcher.align(block.symbols(), start, block.length(pattern), state);
    if (blockMatcher.matches() >= least
        && add(
            pattern,
            blockMatcher.matches(),
            blockMatcher.blocks(),
            blockMatcher.first(),
            blockMatcher.last())) {
      for (int i = presentFrom; i < presentTo; i++) {
        int position = slots.position(block.symbols()[start + i]);
        if (position >= 0) {
          ensemble.markPresent(position);
        }
      }
    }
  }

  private void addUnmatched(int pattern) {
    long frequency = part.frequency(pattern);
    if (frequency > 0) {
      int length = block.length(pattern);
      ensemble.add(pattern, frequency, length, 0, 0, 0, length);
    }
  }

  /** Adds a member, unless it was removed; sets the bounds of its present. */
  private boolean add(int pattern, int matches, int blocks, int first, int last) {
    long frequency = part.frequency(pattern);
    if (frequency == 0) {
      return false;
    }
    int start = block.start(pattern);
    presentFrom = block.eventStart(start + first) - start;
    presentTo = block.eventEnd(start + last) - start;
    int length = block.length(pattern);
    ensemble.add(pattern, frequency, length, matches, blocks, presentFrom, presentTo);
    return true;
  }
}

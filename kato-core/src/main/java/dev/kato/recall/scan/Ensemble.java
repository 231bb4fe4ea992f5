package dev.kato.recall.scan;

import dev.kato.recall.align.Pair;
import dev.kato.recall.align.StateSymbols;
import dev.kato.recall.base.Int128;
import dev.kato.recall.base.IntPair;
import dev.kato.recall.base.VersionedLongs;
import dev.kato.recall.index.Block;
import dev.kato.recall.index.PartView;

/**
 * The members found so far, and the sums over them as whole numbers, so that the order in which
 * they are found does not matter. For one question and one thread.
 */
public final class Ensemble {

  private final StateSymbols stateSymbols;
  private final int stateLength;
  private final RankBound bound;
  private final Contenders contenders;
  private final MemberSums sums;
  private final FutureMembers futures;

  /** By position in the state: whether a member's present holds its symbol. First ones only. */
  private final boolean[] present;

  /** Of the positions below 32 those not yet known to be so; all bits if the state is longer. */
  private int unmarked;

  private int partIndex;
  private PartView part = PartView.EMPTY;
  private Block block = part.block();
  private int[] starts = block.starts();
  private long[][] frequencies = part.frequencies();

  /**
   * An empty one.
   *
   * @param most no more than this is the frequency of all patterns
   * @param buffers arrays to use, which the caller lends until it has read the result
   */
  Ensemble(
      RankBound bound,
      int wanted,
      int stateLength,
      StateSymbols stateSymbols,
      Int128 most,
      Buffers buffers) {
    this.bound = bound;
    this.stateLength = stateLength;
    this.stateSymbols = stateSymbols;
    this.present = new boolean[stateLength];
    this.unmarked = stateLength <= Pair.POSITIONS ? stateSymbols.firsts() : -1;
    this.contenders = buffers.contenders();
    this.contenders.reset(bound, wanted);
    this.sums = new MemberSums(stateLength, most);
    this.futures = new FutureMembers(buffers.members());
  }

  /** The members added from now on belong to this part, the snapshot's {@code index}-th. */
  void beginPart(PartView begun, int index) {
    part = begun;
    block = begun.block();
    starts = block.starts();
    frequencies = begun.frequencies();
    partIndex = index;
    futures.beginPart(begun);
  }

  /** Adds what was found in the current part, but for patterns that were removed. */
  void add(Outcomes found) {
    int longest = 0;
    for (int i = 0; i < found.count(); i++) {
      longest = Math.max(longest, starts[found.pattern(i) + 1] - starts[found.pattern(i)]);
    }
    if (sums.areFor(longest)) {
      sums.makeRoom(longest);
      addPlain(found);
    } else {
      addAny(found);
    }
    found.clear();
  }

  private void addPlain(Outcomes found) {
    long[][] own = frequencies;
    int[] begins = starts;
    long[] all = sums.weights();
    long[] withFuture = sums.futureWeights();
    long[] kept = futures.room(found.count());
    Block within = block;
    int next = futures.count();
    long more = 0;
    for (int i = 0; i < found.count(); i++) {
      int pattern = found.pattern(i);
      long times = VersionedLongs.get(own, pattern);
      int start = begins[pattern];
      int end = begins[pattern + 1];
      int from = within.eventStart(start + found.first(i));
      int to = within.eventEnd(start + found.last(i));
      int length = end - start;
      int matches = found.matches(i);
      long weight = times * matches;
      more += times;
      all[length] += weight;
      withFuture[length] += to < end ? weight : 0;
      kept[next] = PackedMember.of(pattern, matches, end - to);
      next += to < end & times > 0 ? 1 : 0;
      boolean marks = (found.states(i) & unmarked) != 0;
      double value = bound.value(length, to - from, matches, found.blocks(i), times);
      if ((marks | contenders.admits(value)) && times > 0) {
        sums.addPlain(more);
        more = 0;
        mark(from, to);
        contend(pattern, times, matches, found.blocks(i), from - start, to - start, value);
      }
    }
    futures.setCount(next);
    sums.addPlain(more);
  }

  /** The same of patterns too long or too frequent for that. */
  private void addAny(Outcomes found) {
    for (int i = 0; i < found.count(); i++) {
      int pattern = found.pattern(i);
      long times = VersionedLongs.get(frequencies, pattern);
      if (times > 0) {
        int start = starts[pattern];
        int end = starts[pattern + 1];
        int from = block.eventStart(start + found.first(i));
        int to = block.eventEnd(start + found.last(i));
        int matches = found.matches(i);
        sums.add(times, matches, end - start, to < end);
        if (to < end) {
          futures.add(pattern, end - start, matches, end - to);
        }
        double value = bound.value(end - start, to - from, matches, found.blocks(i), times);
        mark(from, to);
        contend(pattern, times, matches, found.blocks(i), from - start, to - start, value);
      }
    }
  }

  /** Adds a pattern without a match: all of it is present. */
  void addUnmatched(int pattern) {
    long own = VersionedLongs.get(frequencies, pattern);
    if (own > 0) {
      int length = starts[pattern + 1] - starts[pattern];
      if (sums.areFor(length)) {
        sums.addPlain(own);
      } else {
        sums.add(own, 0, length, false);
      }
      contend(pattern, own, 0, 0, 0, length, bound.value(length, length, 0, 0, own));
    }
  }

  private void mark(int from, int to) {
    int[] symbols = block.symbols();
    for (int i = from; i < to; i++) {
      int position = stateSymbols.position(symbols[i]);
      if (position >= 0) {
        present[position] = true;
        if (stateLength <= Pair.POSITIONS) {
          unmarked &= ~(1 << position);
        }
      }
    }
  }

  private void contend(
      int pattern, long own, int matches, int blocks, int from, int to, double value) {
    if (contenders.admits(value)) {
      contenders.add(
          IntPair.of(partIndex, pattern),
          IntPair.of(matches, blocks),
          IntPair.of(from, to),
          value,
          own,
          seen());
    }
  }

  /** Adds what another thread found. */
  void addAll(Ensemble other) {
    sums.add(other.sums);
    for (int i = 0; i < present.length; i++) {
      present[i] |= other.present[i];
    }
    contenders.addAll(other.contenders, seen());
  }

  public Contenders contenders() {
    contenders.prune(seen());
    return contenders;
  }

  /** A lower bound of the members' frequency. */
  private long seen() {
    return sums.frequency().toLong();
  }

  public MemberSums sums() {
    return sums;
  }

  public boolean isPresent(int statePosition) {
    return present[statePosition];
  }

  /** The members that have a future, but for those that other threads found. */
  FutureMembers futures() {
    return futures;
  }

  /** Gives the arrays back, grown as they may be. */
  void release(Buffers buffers) {
    futures.release(buffers);
  }
}

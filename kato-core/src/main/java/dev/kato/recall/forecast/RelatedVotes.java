package dev.kato.recall.forecast;

import java.util.Arrays;

/**
 * Votes of the patterns that contain one symbol for what stands after it, and for what stands
 * before it (evidence L). Used by one thread.
 */
final class RelatedVotes {

  private final Outcomes outcomes;
  private final PatternReader reader;
  private final Votes after = new Votes(256);
  private final Votes before = new Votes(256);

  /** Which outcomes were voted for, in no order. */
  private int[] touched = new int[256];

  private int touchedCount;
  private boolean[] isTouched = new boolean[256];
  private boolean[] here = new boolean[64];

  RelatedVotes(Outcomes outcomes, PatternReader reader) {
    this.outcomes = outcomes;
    this.reader = reader;
  }

  /** Makes room for all outcomes there are. */
  void reserve() {
    int count = outcomes.count();
    after.reserve(count);
    before.reserve(count);
    if (isTouched.length < count) {
      int capacity = Math.max(count, 2 * isTouched.length);
      isTouched = Arrays.copyOf(isTouched, capacity);
      touched = Arrays.copyOf(touched, capacity);
    }
  }

  /** Adds, or with another sign takes back, the votes of the pattern that was read. */
  void vote(int symbol, long frequency, int sign) {
    reserve();
    int events = reader.events();
    int all = reader.distinct();
    if (here.length < events) {
      here = new boolean[2 * events];
    }
    long backHigh = 0;
    long backLow = 0;
    for (int event = 0; event < events; event++) {
      here[event] = has(event, symbol);
      if (here[event]) {
        double share = earlierShare(event, frequency);
        backHigh += Votes.high(share);
        backLow += Votes.low(share);
        double end = Votes.whole((double) frequency / (all - reader.to(event) + 1));
        add(after, Outcomes.END, sign * Votes.high(end), sign * Votes.low(end));
      }
    }
    spread(frequency, sign, backHigh, backLow);
  }

  private boolean has(int event, int symbol) {
    for (int i = reader.from(event); i < reader.to(event); i++) {
      if (reader.outcome(i) == symbol) {
        return true;
      }
    }
    return false;
  }

  private double earlierShare(int event, long frequency) {
    int earlier = reader.from(event);
    return earlier == 0 ? 0 : Votes.whole((double) frequency / earlier);
  }

  private double laterShare(int event, long frequency) {
    int later = reader.distinct() - reader.to(event);
    return later == 0 ? 0 : Votes.whole((double) frequency / later);
  }

  /** Goes through the events with what those before, and those behind, have for each outcome. */
  private void spread(long frequency, int sign, long allBackHigh, long allBackLow) {
    long high = 0;
    long low = 0;
    long backHigh = allBackHigh;
    long backLow = allBackLow;
    for (int event = 0; event < reader.events(); event++) {
      if (here[event]) {
        double share = earlierShare(event, frequency);
        backHigh -= Votes.high(share);
        backLow -= Votes.low(share);
      }
      boolean follows = high != 0 || low != 0;
      boolean precedes = backHigh != 0 || backLow != 0;
      for (int i = reader.from(event); i < reader.to(event); i++) {
        int outcome = reader.outcome(i);
        if (follows) {
          add(after, outcome, sign * high, sign * low);
        }
        if (precedes) {
          add(before, outcome, sign * backHigh, sign * backLow);
        }
      }
      if (here[event]) {
        double share = laterShare(event, frequency);
        high += Votes.high(share);
        low += Votes.low(share);
      }
    }
  }

  private void add(Votes votes, int outcome, long high, long low) {
    touch(outcome);
    votes.add(outcome, high, low);
  }

  private void touch(int outcome) {
    if (!isTouched[outcome]) {
      isTouched[outcome] = true;
      touched[touchedCount++] = outcome;
    }
  }

  /** Adds votes for an outcome that a {@link SymbolRow} has summed up. */
  void add(int outcome, long afterHigh, long afterLow, long beforeHigh, long beforeLow) {
    if (outcome >= isTouched.length) {
      reserve();
    }
    touch(outcome);
    after.add(outcome, afterHigh, afterLow);
    before.add(outcome, beforeHigh, beforeLow);
  }

  Votes after() {
    return after;
  }

  Votes before() {
    return before;
  }

  /** How many outcomes were voted for. */
  int count() {
    return touchedCount;
  }

  /** One of them. */
  int outcome(int index) {
    return touched[index];
  }

  /** Forgets all. */
  void end() {
    for (int i = 0; i < touchedCount; i++) {
      after.clear(touched[i]);
      before.clear(touched[i]);
      isTouched[touched[i]] = false;
    }
    touchedCount = 0;
  }

  int capacity() {
    return 2 * after.capacity() + touched.length;
  }
}

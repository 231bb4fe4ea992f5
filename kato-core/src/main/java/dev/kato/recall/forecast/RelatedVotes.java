package dev.kato.recall.forecast;

import java.util.Arrays;

/**
 * Votes of the patterns that contain one symbol for what stands after it, and for what stands
 * before it (evidence L). Used by one thread.
 */
final class RelatedVotes {

  private final Outcomes outcomes;
  private final PatternReader reader;

  /** Of each outcome those for it as what comes after, and next to them as what comes before. */
  private final Votes votes = new Votes(256);

  /** Which outcomes were voted for, in no order; one may be there more than once. */
  private int[] touched = new int[256];

  private int touchedCount;
  private boolean[] here = new boolean[64];

  RelatedVotes(Outcomes outcomes, PatternReader reader) {
    this.outcomes = outcomes;
    this.reader = reader;
  }

  /** Adds the votes of a pattern that was not read, since it is so simple. */
  void vote(PlainPattern pattern, int[] symbols, long frequency) {
    int before = pattern.from() - pattern.start();
    int after = pattern.end() - pattern.to();
    votes.reserve(2 * (outcomes.count() + before + after));
    add(2 * Outcomes.END, Votes.whole((double) frequency / (after + 1)));
    if (before > 0) {
      double share = Votes.whole((double) frequency / before);
      for (int i = pattern.start(); i < pattern.from(); i++) {
        add(2 * outcomes.number(symbols[i]) + 1, share);
      }
    }
    if (after > 0) {
      double share = Votes.whole((double) frequency / after);
      for (int i = pattern.to(); i < pattern.end(); i++) {
        add(2 * outcomes.number(symbols[i]), share);
      }
    }
  }

  private void add(int cell, double whole) {
    add(cell, Votes.high(whole), Votes.low(whole));
  }

  /** Adds, or with another sign takes back, the votes of the pattern that was read. */
  void vote(int symbol, long frequency, int sign) {
    votes.reserve(2 * outcomes.count());
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
        backLow += Votes.low(share);
        backHigh += Votes.high(share) + Votes.carried(backLow);
        backLow = Votes.rest(backLow);
        double end = Votes.whole((double) frequency / (all - reader.to(event) + 1));
        add(2 * Outcomes.END, sign * Votes.high(end), sign * Votes.low(end));
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
        backLow -= Votes.low(share);
        backHigh += Votes.carried(backLow) - Votes.high(share);
        backLow = Votes.rest(backLow);
      }
      boolean follows = high != 0 || low != 0;
      boolean precedes = backHigh != 0 || backLow != 0;
      for (int i = reader.from(event); i < reader.to(event); i++) {
        int outcome = reader.outcome(i);
        if (follows) {
          add(2 * outcome, sign * high, sign * low);
        }
        if (precedes) {
          add(2 * outcome + 1, sign * backHigh, sign * backLow);
        }
      }
      if (here[event]) {
        double share = laterShare(event, frequency);
        low += Votes.low(share);
        high += Votes.high(share) + Votes.carried(low);
        low = Votes.rest(low);
      }
    }
  }

  private void add(int cell, long high, long low) {
    if (votes.isZero(cell) && votes.isZero(cell ^ 1)) {
      touch(cell >> 1);
    }
    votes.add(cell, high, low);
  }

  private void touch(int outcome) {
    if (touchedCount == touched.length) {
      touched = Arrays.copyOf(touched, 2 * touchedCount);
    }
    touched[touchedCount++] = outcome;
  }

  /** Adds the votes that a row has summed up. */
  void add(SymbolRow row) {
    for (int i = 0; i < row.related().length; i++) {
      int symbol = row.related()[i];
      int outcome = symbol == SymbolRow.END ? Outcomes.END : outcomes.number(symbol);
      votes.reserve(2 * outcomes.count());
      if (votes.isZero(2 * outcome) && votes.isZero(2 * outcome + 1)) {
        touch(outcome);
      }
      votes.add(2 * outcome, row.after().high(i), row.after().low()[i]);
      votes.add(2 * outcome + 1, row.before().high(i), row.before().low()[i]);
    }
  }

  /** The weight of the votes for an outcome as what comes after. */
  double after(int outcome) {
    return votes.weight(2 * outcome);
  }

  /** The weight of the votes for an outcome as what comes before. */
  double before(int outcome) {
    return votes.weight(2 * outcome + 1);
  }

  /** The votes: of each outcome at twice its number, those for what comes before next to it. */
  Votes votes() {
    return votes;
  }

  /** How many outcomes were voted for, or more. */
  int count() {
    return touchedCount;
  }

  /** One of them; may come again. */
  int outcome(int index) {
    return touched[index];
  }

  /** Sets the votes for an outcome back. */
  void clear(int outcome) {
    votes.clear(2 * outcome);
    votes.clear(2 * outcome + 1);
  }

  /** Forgets all. */
  void end() {
    for (int i = 0; i < touchedCount; i++) {
      clear(touched[i]);
    }
    touchedCount = 0;
  }

  int capacity() {
    return votes.capacity() + touched.length;
  }
}

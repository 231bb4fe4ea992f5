package dev.kato.recall.forecast;

import java.util.Arrays;

/**
 * Votes of the places in patterns at which the newest events of the state stand side by side
 * (evidence S), by how many stand there, and what followed them that had been there before. Used by
 * one thread.
 */
final class ContextVotes {

  /** Most events that count side by side. */
  static final int ORDERS = 6;

  /** Ages of repeats that are told apart. */
  static final int AGES = 5;

  /** Of an order in {@link #repeats}. */
  static final int REPEAT_CELLS = AGES + 1;

  /** In {@link #repeats} all that followed, beside those of each age. */
  private static final int FOLLOWED = AGES;

  private final Outcomes outcomes;
  private final PatternReader reader;
  private final Recent recent;
  private final Votes[] byOrder = new Votes[ORDERS];
  private final Votes repeats = new Votes(ORDERS * REPEAT_CELLS);

  /** By order and event: the sum of the weights at all events before. */
  private final long[][] highSums = new long[ORDERS][8];

  private final long[][] lowSums = new long[ORDERS][8];

  /** By order the weight at one event, as a whole number of votes. */
  private final double[] weights = new double[ORDERS];

  /** One more than the highest order that voted. */
  private int orders;

  private int horizon;
  private int fromOrder;
  private long occurrences;

  ContextVotes(Outcomes outcomes, PatternReader reader, Recent recent) {
    this.outcomes = outcomes;
    this.reader = reader;
    this.recent = recent;
    Arrays.setAll(byOrder, order -> new Votes(1));
  }

  /** Begins anew. */
  void begin(int newHorizon) {
    horizon = newHorizon;
    occurrences = 0;
  }

  /** Forgets all. */
  void end() {
    for (int order = 0; order < orders; order++) {
      byOrder[order].clearAll(outcomes.count());
    }
    repeats.clearAll(ORDERS * REPEAT_CELLS);
    orders = 0;
  }

  /**
   * Adds, or with another sign takes back, the votes of the pattern that was read.
   *
   * @param least the lowest order that votes, from 0 on
   */
  void vote(long frequency, int sign, int least) {
    fromOrder = least;
    int voting = sumWeights(frequency, sign);
    for (int order = fromOrder; order < voting; order++) {
      voteFor(order);
    }
  }

  /** One more than the highest order there is in the pattern. */
  private int sumWeights(long frequency, int sign) {
    int events = reader.events();
    int highest = 0;
    for (int event = 0; event < events; event++) {
      int here = 0;
      if ((reader.bits(event) & 1) != 0) {
        here = weigh(event, frequency);
        occurrences += fromOrder == 0 ? sign : 0;
      }
      for (; highest < here; highest++) {
        clearSums(highest, event);
      }
      for (int order = 0; order < highest; order++) {
        double whole = order < here ? weights[order] : 0;
        addSum(order, event, sign * Votes.high(whole), sign * Votes.low(whole));
      }
    }
    return highest;
  }

  private void clearSums(int order, int events) {
    int least = reader.events() + 1;
    if (highSums[order].length < least) {
      highSums[order] = new long[2 * least];
      lowSums[order] = new long[2 * least];
    }
    Arrays.fill(highSums[order], 0, events + 1, 0);
    Arrays.fill(lowSums[order], 0, events + 1, 0);
  }

  private void addSum(int order, int event, long high, long low) {
    long sum = lowSums[order][event] + low;
    highSums[order][event + 1] = highSums[order][event] + high + Votes.carried(sum);
    lowSums[order][event + 1] = Votes.rest(sum);
  }

  /** Weighs the occurrence at an event; returns how many orders it has. */
  int weigh(int event, long frequency) {
    double weight = frequency;
    int order = 0;
    int most = Math.min(recent.count(), ORDERS);
    while (order < most && order <= event && (reader.bits(event - order) >>> order & 1) != 0) {
      weight *= share(event - order, order);
      weights[order++] = Votes.whole(weight);
    }
    return order;
  }

  /** The weight of that order at the event weighed last. */
  double weight(int order) {
    return Votes.weightOf(weights[order]);
  }

  private double share(int event, int age) {
    int size = reader.to(event) - reader.from(event);
    int recentSize = recent.size(age);
    if (size == 1 && recentSize == 1) {
      return 1;
    }
    int common = 0;
    for (int i = reader.from(event); i < reader.to(event); i++) {
      common += recent.bits(reader.outcome(i)) >>> age & 1;
    }
    return (double) common / (size + recentSize - common);
  }

  /** Each outcome counts where it is the first of its kind within the horizon. */
  private void voteFor(int order) {
    Votes votes = used(order);
    int events = reader.events();
    for (int event = 1; event < events; event++) {
      int earliest = Math.max(0, event - horizon);
      if (isZero(order, earliest, event)) {
        continue;
      }
      for (int i = reader.from(event); i < reader.to(event); i++) {
        add(votes, reader.outcome(i), order, Math.max(earliest, reader.before(i)), event);
      }
      countRepeats(order, event);
    }
    add(votes, Outcomes.END, order, Math.max(0, events - horizon), events);
  }

  private Votes used(int order) {
    orders = Math.max(orders, order + 1);
    byOrder[order].reserve(outcomes.count());
    return byOrder[order];
  }

  private boolean isZero(int order, int from, int to) {
    return highSums[order][from] == highSums[order][to]
        && lowSums[order][from] == lowSums[order][to];
  }

  private void add(Votes votes, int cell, int order, int from, int to) {
    votes.add(
        cell,
        highSums[order][to] - highSums[order][from],
        lowSums[order][to] - lowSums[order][from]);
  }

  private void countRepeats(int order, int event) {
    if (isZero(order, event - 1, event)) {
      return;
    }
    for (int i = reader.from(event); i < reader.to(event); i++) {
      add(repeats, order * REPEAT_CELLS + FOLLOWED, order, event - 1, event);
      int before = reader.before(i);
      int age = event - 1 - before;
      if (before != PatternReader.NEVER && age < AGES) {
        add(repeats, order * REPEAT_CELLS + age, order, event - 1, event);
      }
    }
  }

  /** Votes by outcome of an order, from 0 on, with room for all outcomes. */
  Votes votes(int order) {
    return used(order);
  }

  /** One more than the highest order that has votes. */
  int orders() {
    return orders;
  }

  /** The weight of what followed places of an order at once, by symbol. */
  double followed(int order) {
    return repeats.weight(order * REPEAT_CELLS + FOLLOWED);
  }

  /** The weight of what among it had been there as many events before. */
  double repeated(int order, int age) {
    return repeats.weight(order * REPEAT_CELLS + age);
  }

  /** Votes for repeats of the first order, and for all that followed, to be kept and added. */
  Votes repeats() {
    return repeats;
  }

  /** How many places the newest event stands at. */
  long occurrences() {
    return occurrences;
  }

  /** Adds the votes of the first order that a row has summed up. */
  void add(SymbolRow row) {
    occurrences += row.occurrences();
    for (int i = 0; i < row.next().length; i++) {
      int symbol = row.next()[i];
      int outcome = symbol == SymbolRow.END ? Outcomes.END : outcomes.number(symbol);
      used(0).add(outcome, row.following().high(i), row.following().low()[i]);
    }
    for (int cell = 0; cell < REPEAT_CELLS; cell++) {
      repeats.add(cell, row.repeats().high(cell), row.repeats().low()[cell]);
    }
  }

  int capacity() {
    int capacity = 0;
    for (int order = 0; order < ORDERS; order++) {
      capacity += 2 * (byOrder[order].capacity() + lowSums[order].length);
    }
    return capacity;
  }
}

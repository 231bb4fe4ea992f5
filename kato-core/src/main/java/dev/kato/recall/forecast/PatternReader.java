package dev.kato.recall.forecast;

import dev.kato.recall.index.Block;
import java.util.Arrays;

/**
 * Reads one pattern after another: its events as numbers of outcomes, each event's once, and for
 * each the event before that had the same. Linear in the pattern. Used by one thread.
 */
final class PatternReader {

  /** That no event before has it. */
  static final int NEVER = -1;

  private static final int FIRST_CAPACITY = 64;

  private final Outcomes outcomes;

  /** Bits of recent events by number of an outcome; see {@link Recent}. */
  private final Recent recent;

  /** By number of an outcome the event that had it last, counted over all patterns. */
  private int[] seen = new int[256];

  /** Events read so far; the next pattern's events are counted from here. */
  private int base;

  private int[] flat = new int[FIRST_CAPACITY];
  private int[] before = new int[FIRST_CAPACITY];
  private int[] eventOf = new int[FIRST_CAPACITY];
  private int[] ends = new int[FIRST_CAPACITY];
  private int[] bits = new int[FIRST_CAPACITY];
  private int events;
  private int distinct;

  PatternReader(Outcomes outcomes, Recent recent) {
    this.outcomes = outcomes;
    this.recent = recent;
  }

  /** Reads a pattern. */
  void read(Block block, int pattern) {
    int start = block.start(pattern);
    int end = start + block.length(pattern);
    makeRoom(end - start);
    int[] symbols = block.symbols();
    events = 0;
    distinct = 0;
    int eventBits = 0;
    for (int at = start; at < end; at++) {
      eventBits |= add(outcomes.number(symbols[at]));
      if (block.endsEvent(at)) {
        bits[events] = eventBits;
        ends[events++] = distinct;
        eventBits = 0;
      }
    }
    base += events;
  }

  /** Adds an outcome to the event being read, unless it is there already. */
  private int add(int outcome) {
    if (outcome >= seen.length) {
      seen = Arrays.copyOf(seen, Math.max(outcome + 1, 2 * seen.length));
    }
    int now = base + events + 1;
    int last = seen[outcome];
    if (last == now) {
      return 0;
    }
    seen[outcome] = now;
    flat[distinct] = outcome;
    eventOf[distinct] = events;
    before[distinct++] = last > base ? last - base - 1 : NEVER;
    return recent.bits(outcome);
  }

  private void makeRoom(int length) {
    if (length > flat.length) {
      int capacity = Math.max(length, 2 * flat.length);
      flat = new int[capacity];
      before = new int[capacity];
      eventOf = new int[capacity];
      ends = new int[capacity];
      bits = new int[capacity];
    }
    if (base > Integer.MAX_VALUE - length - 1) {
      Arrays.fill(seen, 0);
      base = 0;
    }
  }

  /** Number of events. */
  int events() {
    return events;
  }

  /** Number of symbols, each event's once. */
  int distinct() {
    return distinct;
  }

  /** Index of the first outcome of an event. */
  int from(int event) {
    return event == 0 ? 0 : ends[event - 1];
  }

  /** Index after the last outcome of an event. */
  int to(int event) {
    return ends[event];
  }

  /** The number of the outcome at an index. */
  int outcome(int index) {
    return flat[index];
  }

  /** The event of the outcome at an index. */
  int event(int index) {
    return eventOf[index];
  }

  /** The event before that had the outcome at an index, or {@link #NEVER}. */
  int before(int index) {
    return before[index];
  }

  /** All bits of the event's outcomes. */
  int bits(int event) {
    return bits[event];
  }

  int capacity() {
    return seen.length + 5 * flat.length;
  }
}

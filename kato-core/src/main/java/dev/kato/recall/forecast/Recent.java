package dev.kato.recall.forecast;

import java.util.Arrays;

/**
 * The newest events of the state by the numbers of their outcomes: which of them have one, as bits,
 * the newest first. Used by one thread.
 */
final class Recent {

  private int[][] events = {};
  private byte[] bits = new byte[256];

  /** Takes the numbers of these, from the newest on; at most eight. */
  void begin(int[][] newest) {
    assert newest.length <= Byte.SIZE;
    events = newest;
    for (int age = 0; age < newest.length; age++) {
      for (int outcome : newest[age]) {
        if (outcome >= bits.length) {
          bits = Arrays.copyOf(bits, Math.max(outcome + 1, 2 * bits.length));
        }
        bits[outcome] |= (byte) (1 << age);
      }
    }
  }

  void end() {
    for (int[] event : events) {
      for (int outcome : event) {
        bits[outcome] = 0;
      }
    }
    events = new int[0][];
  }

  /** How many events there are. */
  int count() {
    return events.length;
  }

  /** How many outcomes the event of that age has. */
  int size(int age) {
    return events[age].length;
  }

  /** The outcomes of the event of that age. */
  int[] event(int age) {
    return events[age];
  }

  /** The ages of the events that have an outcome, a bit for each. */
  int bits(int outcome) {
    return outcome < bits.length ? bits[outcome] & 0xFF : 0;
  }
}

package dev.kato.recall.forecast;

import java.util.Arrays;

/**
 * Numbers the outcomes that a forecast comes across: 0 is the end, a symbol gets the next number.
 * Used by one thread.
 */
final class Outcomes {

  /** The number of the end. */
  static final int END = 0;

  /** By id of a symbol its number, or 0. */
  private int[] numbers = {};

  private int[] symbols = new int[256];
  private int count = 1;

  /** Begins anew, for ids below this. */
  void begin(int ids) {
    if (numbers.length < ids) {
      numbers = new int[Math.max(ids, numbers.length + numbers.length / 8)];
    }
    count = 1;
  }

  /** Forgets all. */
  void end() {
    for (int number = 1; number < count; number++) {
      numbers[symbols[number]] = 0;
    }
    count = 1;
  }

  int number(int symbol) {
    int number = numbers[symbol];
    return number == 0 ? add(symbol) : number;
  }

  private int add(int symbol) {
    if (count == symbols.length) {
      symbols = Arrays.copyOf(symbols, 2 * count);
    }
    symbols[count] = symbol;
    numbers[symbol] = count;
    return count++;
  }

  /** The symbol with that number. */
  int symbol(int number) {
    return symbols[number];
  }

  /** The number of a symbol, or 0 if it has none. */
  int known(int symbol) {
    return symbol < numbers.length ? numbers[symbol] : 0;
  }

  /** How many numbers there are, that of the end included. */
  int count() {
    return count;
  }

  int capacity() {
    return numbers.length + symbols.length;
  }
}

package dev.kato.recall;

import java.util.Arrays;

/**
 * The distinct symbols of a state that the knowledge base has, each with the first position at
 * which the state has it. A small hash table, so that reading a pattern costs a look-up per symbol.
 */
final class Slots {

  private final int[] table;
  private final int[] tablePositions;
  private final int[] symbols;
  private final int[] positions;
  private final boolean[] repeated;
  private int occurrences;
  private boolean anyRepeated;
  private int count;

  Slots(int[] state) {
    int size = Integer.highestOneBit(Math.max(8, state.length)) * 8;
    table = new int[size];
    Arrays.fill(table, -1);
    tablePositions = new int[size];
    symbols = new int[state.length];
    positions = new int[state.length];
    repeated = new boolean[state.length];
    for (int i = 0; i < state.length; i++) {
      if (state[i] >= 0) {
        add(state[i], i);
      }
    }
  }

  private void add(int symbol, int position) {
    occurrences++;
    int slot = slot(symbol);
    if (table[slot] == symbol) {
      repeated[tablePositions[slot]] = true;
      anyRepeated = true;
      return;
    }
    table[slot] = symbol;
    tablePositions[slot] = position;
    symbols[count] = symbol;
    positions[count++] = position;
  }

  private int slot(int symbol) {
    int mask = table.length - 1;
    int mixed = symbol * 0x9E3779B1;
    int slot = (mixed ^ (mixed >>> 16)) & mask;
    while (table[slot] >= 0 && table[slot] != symbol) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** First position of the symbol in the state, or -1. */
  int position(int symbol) {
    int slot = slot(symbol);
    return table[slot] == symbol ? tablePositions[slot] : -1;
  }

  boolean has(int symbol) {
    return symbol >= 0 && position(symbol) >= 0;
  }

  /** Whether the state has the symbol at {@code position} again later. */
  boolean isRepeated(int position) {
    return repeated[position];
  }

  boolean anyRepeated() {
    return anyRepeated;
  }

  /** Number of distinct symbols. */
  int count() {
    return count;
  }

  int symbol(int index) {
    return symbols[index];
  }

  /** First position in the state of the distinct symbol {@code index}. */
  int positionOf(int index) {
    return positions[index];
  }

  /** How many positions of the state have one of these symbols: a bound of M. */
  int occurrences() {
    return occurrences;
  }
}

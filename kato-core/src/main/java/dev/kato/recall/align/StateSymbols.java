package dev.kato.recall.align;

import java.util.Arrays;

/**
 * The distinct symbols of a state that the knowledge base has, each with the first position at
 * which the state has it. A small hash table, so that reading a pattern costs a look-up per symbol.
 */
public final class StateSymbols {

  /** Symbols by open addressing, at most one place in eight taken; -1 where there is none. */
  private final int[] table;

  private final int[] tablePositions;
  private final int shift;
  private final int[] symbols;
  private final int[] positions;
  private final int[] again;
  private final int[] multiplicities;

  /** By first position the last one with the same symbol. */
  private final int[] lasts;

  private int occurrences;
  private int count;

  public StateSymbols(int[] state) {
    int size = Integer.highestOneBit(Math.max(8, state.length)) * 16;
    shift = Integer.numberOfLeadingZeros(size) + 1;
    table = new int[size];
    Arrays.fill(table, -1);
    tablePositions = new int[size];
    symbols = new int[state.length];
    positions = new int[state.length];
    again = new int[state.length];
    Arrays.fill(again, -1);
    multiplicities = new int[state.length];
    lasts = new int[state.length];
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
      int first = tablePositions[slot];
      multiplicities[first]++;
      again[lasts[first]] = position;
      lasts[first] = position;
      return;
    }
    multiplicities[position] = 1;
    lasts[position] = position;
    table[slot] = symbol;
    tablePositions[slot] = position;
    symbols[count] = symbol;
    positions[count++] = position;
  }

  private int slot(int symbol) {
    int slot = symbol * 0x9E3779B1 >>> shift;
    while (table[slot] >= 0 && table[slot] != symbol) {
      slot = (slot + 1) & (table.length - 1);
    }
    return slot;
  }

  /** First position in the state of a symbol of the knowledge base, or -1. */
  public int position(int symbol) {
    int slot = symbol * 0x9E3779B1 >>> shift;
    int found = table[slot];
    while (found != symbol) {
      if (found < 0) {
        return -1;
      }
      slot = (slot + 1) & (table.length - 1);
      found = table[slot];
    }
    return tablePositions[slot];
  }

  public boolean has(int symbol) {
    return symbol >= 0 && position(symbol) >= 0;
  }

  /** The next position after {@code position} with the same symbol, or -1. */
  int again(int position) {
    return again[position];
  }

  /** How often the state has the symbol whose first position this is; 0 at other positions. */
  public int multiplicity(int position) {
    return multiplicities[position];
  }

  /** Number of distinct symbols. */
  public int count() {
    return count;
  }

  public int symbol(int index) {
    return symbols[index];
  }

  /** First position in the state of the distinct symbol {@code index}. */
  public int positionOf(int index) {
    return positions[index];
  }

  /** The positions below 32 at which the state has a symbol first, one bit each. */
  public int firsts() {
    int firsts = 0;
    for (int i = 0; i < count; i++) {
      firsts |= positions[i] < Integer.SIZE ? 1 << positions[i] : 0;
    }
    return firsts;
  }

  /** Of these the ones of symbols that the state has more than once. */
  public int repeated() {
    int repeated = 0;
    for (int i = 0; i < count; i++) {
      boolean again = positions[i] < Integer.SIZE && multiplicities[positions[i]] > 1;
      repeated |= again ? 1 << positions[i] : 0;
    }
    return repeated;
  }

  /** How many positions of the state have one of these symbols: a bound of M. */
  public int occurrences() {
    return occurrences;
  }
}

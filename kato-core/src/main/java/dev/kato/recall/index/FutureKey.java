package dev.kato.recall.index;

import dev.kato.model.CodePoints;
import dev.kato.model.Event;
import dev.kato.recall.symbols.SymbolTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A future as numbers: the ids of each event sorted, then {@link #END_OF_EVENT}. Equal keys mean
 * equal futures. Can be refilled, so that looking one up makes no object.
 */
public final class FutureKey implements Comparable<FutureKey> {

  private static final int END_OF_EVENT = -1;

  private int[] numbers = new int[32];
  private int length;
  private int hash;

  /** Makes this the key of what follows symbol {@code position} of a pattern. */
  public void set(Block block, int pattern, int position) {
    int end = block.start(pattern) + block.length(pattern);
    int at = block.start(pattern) + position;
    length = 0;
    while (at < end) {
      int next = block.eventEnd(at);
      append(block.symbols(), at, next);
      at = next;
    }
    setHash();
  }

  /** Makes this the key of the events of a pattern from {@code event} on. */
  public void set(PatternContent content, int event) {
    length = 0;
    for (int i = event; i < content.ends().length; i++) {
      append(content.symbols(), content.start(i), content.ends()[i]);
    }
    setHash();
  }

  private void setHash() {
    int mixed = 0;
    for (int i = 0; i < length; i++) {
      mixed = (mixed + numbers[i]) * 0x9E3779B1;
      mixed ^= mixed >>> 15;
    }
    hash = mixed;
  }

  private void append(int[] symbols, int from, int to) {
    int added = to - from;
    if (length + added >= numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * (length + added));
    }
    if (added == 1) {
      numbers[length] = symbols[from];
    } else {
      System.arraycopy(symbols, from, numbers, length, added);
      Arrays.sort(numbers, length, length + added);
    }
    length += added;
    numbers[length++] = END_OF_EVENT;
  }

  /** The events, each sorted by code point. */
  public List<Event> events(SymbolTable table) {
    List<Event> events = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < length; i++) {
      if (numbers[i] == END_OF_EVENT) {
        events.add(
            i - from == 1
                ? table.event(numbers[from])
                : new Event(CodePoints.sorted(table.symbols(numbers, from, i))));
        from = i + 1;
      }
    }
    return events;
  }

  public FutureKey copy() {
    FutureKey copy = new FutureKey();
    copy.numbers = Arrays.copyOf(numbers, length);
    copy.length = length;
    copy.hash = hash;
    return copy;
  }

  /** Hash of one event's symbols that does not depend on their order. */
  public static char endHash(int[] symbols, int from, int to) {
    int hash = hashInAnyOrder(symbols, from, to);
    return (char) (hash ^ (hash >>> 16));
  }

  /** Hash of symbols that does not depend on their order. */
  public static int hashInAnyOrder(int[] symbols, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i++) {
      int mixed = symbols[i] * 0x9E3779B1;
      sum += mixed ^ (mixed >>> 15);
    }
    return sum;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FutureKey key
        && hash == key.hash
        && Arrays.equals(numbers, 0, length, key.numbers, 0, key.length);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public int compareTo(FutureKey other) {
    return Arrays.compare(numbers, 0, length, other.numbers, 0, other.length);
  }
}

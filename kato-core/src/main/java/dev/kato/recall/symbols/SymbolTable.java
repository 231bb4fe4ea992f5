package dev.kato.recall.symbols;

import dev.kato.model.Event;
import dev.kato.recall.base.HeapBytes;
import dev.kato.recall.base.NumberTable;
import dev.kato.recall.base.SeededHash;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Gives every symbol of a knowledge base a small number, in order of first appearance. One thread
 * interns at a time; any thread may look up without a lock, and finds at least what was interned
 * before it got hold of the state of the knowledge base it works on.
 */
public final class SymbolTable {

  /** What {@link #find} gives for a symbol that has no id. */
  public static final int NONE = NumberTable.NONE;

  /** An event, its list and the reference to it. */
  private static final int EVENT_BYTES = 44;

  private final AtomicLong eventBytes = new AtomicLong();
  private volatile Table table =
      new Table(new SeededHash(), new NumberTable(32), new String[32], new Event[32]);
  private final SymbolOrder order = new SymbolOrder(this);
  private volatile int size;
  private long textBytes;

  /**
   * {@code ids} finds an id by its symbol; {@code events} are the symbols by themselves, made when
   * they are first needed.
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Table(
      SeededHash hash, NumberTable ids, @Nullable String[] symbols, @Nullable Event[] events) {

    /** Reads each slot once: it may be written to meanwhile. */
    int find(String symbol) {
      int slot = ids.first(hash.of(symbol));
      int id = ids.number(slot);
      while (id >= 0 && !symbol.equals(symbols[id])) {
        slot = ids.after(slot);
        id = ids.number(slot);
      }
      return id;
    }

    void insert(String symbol, int id) {
      ids.put(hash.of(symbol), id);
    }

    Table doubled() {
      Table larger =
          new Table(
              hash,
              new NumberTable(2 * symbols.length),
              Arrays.copyOf(symbols, 2 * symbols.length),
              Arrays.copyOf(events, 2 * events.length));
      for (int id = 0; id < symbols.length; id++) {
        String symbol = symbols[id];
        if (symbol != null) {
          larger.insert(symbol, id);
        }
      }
      return larger;
    }
  }

  public int intern(String symbol) {
    Table current = table;
    int known = current.find(symbol);
    if (known != NONE) {
      return known;
    }
    int id = size;
    if (id == current.symbols.length) {
      current = current.doubled();
    }
    current.symbols[id] = symbol;
    current.insert(symbol, id);
    table = current;
    size = id + 1;
    textBytes += HeapBytes.text(symbol);
    return id;
  }

  public int find(String symbol) {
    return table.find(symbol);
  }

  /** The symbol with an id that {@link #intern} gave. */
  public String symbol(int id) {
    String symbol = table.symbols[id];
    if (symbol == null) {
      throw new IllegalArgumentException("no symbol has id " + id);
    }
    return symbol;
  }

  /** The event of one symbol; the same object again and again. */
  public Event event(int id) {
    @Nullable Event[] events = table.events;
    Event known = events[id];
    if (known == null) {
      // Two threads may each make one, which is as good.
      known = Event.of(symbol(id));
      events[id] = known;
      eventBytes.addAndGet(EVENT_BYTES);
    }
    return known;
  }

  public List<String> symbols(int[] ids, int from, int to) {
    String[] symbols = new String[to - from];
    for (int i = from; i < to; i++) {
      symbols[i - from] = symbol(ids[i]);
    }
    return List.of(symbols);
  }

  /** The symbols by code point. */
  public SymbolOrder order() {
    return order;
  }

  /** A hash of which nobody outside knows the secret, always the same one. */
  public SeededHash hash() {
    return table.hash;
  }

  /** All ids are below this. */
  public int size() {
    return size;
  }

  public long heapBytes() {
    Table current = table;
    return textBytes
        + eventBytes.get()
        + order.heapBytes()
        + current.ids.heapBytes()
        + 2 * HeapBytes.references(current.symbols.length);
  }
}

package dev.kato.recall.index;

import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.recall.symbols.SymbolTable;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All patterns of a knowledge base, as the writer sees them: indexed parts, parts that wait to be
 * indexed, the tail that takes new patterns, and the few patterns too long to index. A {@link
 * Merger} makes few large parts out of many small ones. Guarded by {@link #exclusively}.
 */
final class Parts {

  private static final int FIRST_CAPACITY = 16;

  /** Symbols, repeats counted, that are collected at most while many patterns come. */
  private static final int MOST_COLLECTED = 1 << 23;

  /** Fair: readers that take one snapshot after another must not keep the writer away. */
  private final ReentrantLock lock = new ReentrantLock(true);

  private final SealedParts sealed = new SealedParts();
  private final Merger merger;
  private final Executor executor;
  private final int tailCapacity;
  private final OpenPart giants = new OpenPart(4);
  private long removedGiantSymbols;
  private OpenPart tail;

  /** How many patterns the tail takes now. */
  private int collected;

  private volatile long changes;

  /**
   * No patterns.
   *
   * @param tailCapacity how many new patterns are collected before they are indexed
   */
  Parts(SymbolTable table, Executor executor, int tailCapacity) {
    this(table, executor, tailCapacity, new MergePolicy(tailCapacity));
  }

  /** With a policy of its own. */
  Parts(SymbolTable table, Executor executor, int tailCapacity, MergePolicy policy) {
    this.merger = new Merger(lock, sealed, table, executor, policy);
    this.executor = executor;
    this.tailCapacity = tailCapacity;
    this.collected = tailCapacity;
    this.tail = newTail();
  }

  /**
   * The same patterns in an indexed form, without those that were removed.
   *
   * @param views all parts, frozen, while nobody changes them
   * @param renumbered the symbols with their new numbers
   */
  Parts renumbered(List<PartView> views, SymbolTable renumbered, Renumbering renumbering) {
    Parts parts = new Parts(renumbered, executor, tailCapacity);
    for (PartView view : views) {
      if (view.block().length(0) > Posting.LONGEST) {
        parts.takeGiants(view, renumbering);
      } else {
        Part built = new BlockBuilder(List.of(view), renumbering).build(renumbered.size());
        if (built.block().count() > 0) {
          parts.sealed.add(built);
        }
      }
    }
    parts.merger.check();
    return parts;
  }

  private void takeGiants(PartView view, Renumbering renumbering) {
    for (int pattern = 0; pattern < view.block().count(); pattern++) {
      long frequency = view.frequency(pattern);
      if (frequency > 0) {
        giants.add(view.block(), pattern, renumbering, frequency, view.feelingsOf(pattern));
      }
    }
  }

  /** Small at first, since many knowledge bases stay so. */
  private OpenPart newTail() {
    return new OpenPart(Math.min(tailCapacity, FIRST_CAPACITY));
  }

  /** Does something while nobody else reads or writes here. */
  <T extends @Nullable Object> T exclusively(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  /** As {@link #exclusively(Supplier)}. */
  void exclusively(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  /** Where a pattern is. */
  record Place(Part part, int pattern) {}

  /** Where the pattern of that name is, alive or not. */
  @Nullable Place find(PatternName name) {
    byte[] bytes = HexFormat.of().parseHex(name.hash());
    Place place = find(tail.part(), bytes);
    List<Part> parts = sealed.all();
    for (int i = parts.size() - 1; place == null && i >= 0; i--) {
      place = find(parts.get(i), bytes);
    }
    return place == null ? find(giants.part(), bytes) : place;
  }

  private static @Nullable Place find(Part part, byte[] name) {
    int pattern = part.block().find(name);
    return pattern < 0 ? null : new Place(part, pattern);
  }

  /** Appends a pattern whose name is not there; {@link #mergeLater} is to follow. */
  void append(Pattern pattern, int[] ids, @Nullable Feelings feelings) {
    OpenPart part = ids.length > Posting.LONGEST ? giants : tail;
    part.add(pattern, ids, feelings);
    changes++;
  }

  /** All parts, frozen. */
  List<PartView> freeze() {
    List<Part> parts = sealed.all();
    List<PartView> views = new ArrayList<>(parts.size() + 2);
    for (Part part : parts) {
      views.add(part.freeze());
    }
    for (Part part : List.of(tail.part(), giants.part())) {
      if (part.block().count() > 0) {
        views.add(part.freeze());
      }
    }
    return List.copyOf(views);
  }

  /** Gives a pattern a new state; frequency 0 removes it, {@link #mergeLater} is to follow. */
  void set(Place place, long frequency, @Nullable Feelings feelings) {
    Part part = place.part();
    int pattern = place.pattern();
    part.prepare(pattern, feelings);
    if (part == giants.part()) {
      int change = (part.frequency(pattern) > 0 ? 1 : 0) - (frequency > 0 ? 1 : 0);
      removedGiantSymbols += (long) change * part.block().length(pattern);
    }
    part.set(pattern, frequency, feelings);
    if (frequency == 0) {
      merger.check();
    }
    changes++;
  }

  /**
   * How many symbols the patterns have, repeats counted, that were removed and are never merged.
   */
  long removedGiantSymbols() {
    return removedGiantSymbols;
  }

  /** Grows with every change, also when parts are merged. May be read at any time. */
  long version() {
    return changes + sealed.replacements();
  }

  /** Many patterns come before the first question: each is indexed once, in large parts. */
  void collect() {
    collected = Posting.MOST_PATTERNS;
  }

  /** Ends what {@link #collect} began, and waits until all that were collected are indexed. */
  void settle() {
    if (collected == tailCapacity) {
      return;
    }
    collected = tailCapacity;
    mergeLater();
    merger.finishAll();
  }

  /**
   * Seals a full tail and has parts merged. If that has fallen behind, the caller does what no
   * thread has begun, and waits for what one has. For the writer, never for a merge, and not from
   * within {@link #exclusively}.
   */
  void mergeLater() {
    if (tail.count() >= collected || tail.symbols() >= MOST_COLLECTED) {
      exclusively(this::seal);
    }
    merger.mergeLater();
  }

  private void seal() {
    OpenPart empty = newTail();
    sealed.add(tail.part());
    tail = empty;
    merger.check();
  }

  long heapBytes() {
    return tail.part().heapBytes() + giants.part().heapBytes() + sealed.heapBytes();
  }
}

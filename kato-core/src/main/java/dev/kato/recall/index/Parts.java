package dev.kato.recall.index;

import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.recall.symbols.SymbolTable;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All patterns of a knowledge base, as the writer sees them: indexed parts, parts that wait to be
 * indexed, the tail that takes new patterns, and the few patterns too long to index. Parts are
 * merged, as a {@link MergePolicy} chooses, by the executor. Guarded by {@link #exclusively}.
 */
final class Parts {

  private static final Logger log = LoggerFactory.getLogger(Parts.class);

  private static final int FIRST_CAPACITY = 16;

  /** So many parts that merging must have fallen behind; the writer then waits for it. */
  private static final int TOO_MANY = 64;

  /** Symbols, repeats counted, that are collected at most while many patterns come. */
  private static final int MOST_COLLECTED = 1 << 23;

  /** Fair: readers that take one snapshot after another must not keep the writer away. */
  private final ReentrantLock lock = new ReentrantLock(true);

  private final Condition merged = lock.newCondition();
  private final SymbolTable table;
  private final Executor executor;
  private final int tailCapacity;
  private final MergePolicy policy;
  private final OpenPart giants = new OpenPart(4);
  private long removedGiantSymbols;
  private OpenPart tail;

  /** How many patterns the tail takes now. */
  private int collected;

  /** Replaced as a whole. */
  private volatile List<Part> sealed = List.of();

  /** The one that waits for a thread or is under way. */
  private volatile @Nullable Merge merge;

  /** Whether there may be a merge to do that was not thought of yet. */
  private volatile boolean unchecked;

  private volatile long version;

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
    this.table = table;
    this.executor = executor;
    this.tailCapacity = tailCapacity;
    this.collected = tailCapacity;
    this.policy = policy;
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
    List<Part> indexed = new ArrayList<>();
    for (PartView view : views) {
      if (view.block().length(0) > Posting.LONGEST) {
        parts.takeGiants(view, renumbering);
      } else {
        Part built = new BlockBuilder(List.of(view), renumbering).build(renumbered.size());
        if (built.block().count() > 0) {
          indexed.add(built);
        }
      }
    }
    parts.sealed = List.copyOf(indexed);
    parts.unchecked = true;
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
    for (int i = sealed.size() - 1; place == null && i >= 0; i--) {
      place = find(sealed.get(i), bytes);
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
    version++;
  }

  /** All parts, frozen. */
  List<PartView> freeze() {
    List<PartView> views = new ArrayList<>(sealed.size() + 2);
    for (Part part : sealed) {
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
    unchecked |= frequency == 0;
    version++;
  }

  /**
   * How many symbols the patterns have, repeats counted, that were removed and are never merged.
   */
  long removedGiantSymbols() {
    return removedGiantSymbols;
  }

  /** Grows with every change, also when parts are merged. May be read at any time. */
  long version() {
    return version;
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
    for (Merge left = merge; left != null; left = merge) {
      finish(left);
    }
  }

  /**
   * Has parts merged. If that has fallen behind, the caller does what no thread has begun, and
   * waits for what one has. For the writer, never for a merge, and not from within {@link
   * #exclusively}.
   */
  void mergeLater() {
    if (tail.count() >= collected || tail.symbols() >= MOST_COLLECTED) {
      exclusively(this::seal);
    }
    if (unchecked && merge == null) {
      start(exclusively(this::next));
    }
    Merge behind = merge;
    while (behind != null && sealed.size() > TOO_MANY) {
      finish(behind);
      behind = merge;
    }
  }

  private void finish(Merge begun) {
    carryOut(begun);
    awaitEnd(begun);
  }

  private void seal() {
    List<Part> more = new ArrayList<>(sealed);
    more.add(tail.part());
    OpenPart empty = newTail();
    sealed = List.copyOf(more);
    tail = empty;
    unchecked = true;
  }

  /** Ends soon, since it was begun; so an interrupt does not let parts pile up. */
  private void awaitEnd(Merge begun) {
    exclusively(
        () -> {
          while (merge == begun) {
            merged.awaitUninterruptibly();
          }
        });
  }

  /** Another merge, unless there is one: the thread that has ended one may have been faster. */
  private @Nullable Merge next() {
    if (merge != null) {
      return null;
    }
    List<Part> chosen = policy.next(sealed);
    unchecked = false;
    merge = chosen.isEmpty() ? null : new Merge(chosen);
    return merge;
  }

  private void start(@Nullable Merge next) {
    if (next == null) {
      return;
    }
    try {
      executor.execute(() -> carryOut(next));
    } catch (RuntimeException | Error e) {
      // Whether it was refused or no thread can be started: what is due is done here.
      carryOut(next);
    }
  }

  /** Nothing that fails here changes anything, or reaches the caller, who has learned already. */
  private void carryOut(Merge taken) {
    if (!taken.take()) {
      return;
    }
    Throwable failure = null;
    try {
      Part built = taken.build(table.size());
      exclusively(() -> replace(taken, built));
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    boolean done = failure == null;
    Merge following = exclusively(() -> ended(done));
    if (!done) {
      log.warn("could not merge parts of a knowledge base, will try again", failure);
    }
    start(following);
  }

  /** What failed is not tried again before more was learned or removed: it may fail for long. */
  private @Nullable Merge ended(boolean done) {
    merge = null;
    merged.signalAll();
    return done ? next() : null;
  }

  private void replace(Merge done, Part built) {
    Part back = done.catchUp(built);
    List<Part> parts = new ArrayList<>(sealed);
    int at = parts.indexOf(done.chosen().get(0));
    parts.removeAll(done.chosen());
    for (Part part : List.of(back, built)) {
      if (part.block().count() > 0) {
        parts.add(at, part);
      }
    }
    sealed = List.copyOf(parts);
    version++;
  }

  long heapBytes() {
    long bytes = tail.part().heapBytes() + giants.part().heapBytes();
    for (Part part : sealed) {
      bytes += part.heapBytes();
    }
    return bytes;
  }
}

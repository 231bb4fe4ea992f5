package dev.kato.recall;

import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All patterns of a knowledge base, as the writer sees them: indexed parts, parts that wait to be
 * indexed, the tail that takes new patterns, and the few patterns too long to index. Parts are
 * merged, as a {@link MergePolicy} chooses, by the executor. Guarded by {@link #exclusively}.
 */
final class Parts {

  private static final int FIRST_CAPACITY = 16;

  /** So many parts that merging must have fallen behind; the writer then waits for it. */
  private static final int TOO_MANY = 64;

  /** Fair: readers that take one snapshot after another must not keep the writer away. */
  private final ReentrantLock lock = new ReentrantLock(true);

  private final Condition merged = lock.newCondition();
  private final SymbolTable table;
  private final Executor executor;
  private final int tailCapacity;
  private final MergePolicy policy;
  private final List<Part> sealed = new ArrayList<>();
  private final Tail giants = new Tail(4);
  private Part giantPart = emptyPart();
  private long removedGiantSymbols;
  private Tail tail;
  private Part tailPart = emptyPart();
  private boolean merging;

  /** Whether there may be a merge to do that was not thought of yet. */
  private boolean unchecked;

  private volatile long version;

  /**
   * No patterns.
   *
   * @param tailCapacity how many new patterns are collected before they are indexed
   */
  Parts(SymbolTable table, Executor executor, int tailCapacity) {
    this.table = table;
    this.executor = executor;
    this.tailCapacity = tailCapacity;
    this.policy = new MergePolicy(tailCapacity);
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
    parts.unchecked = true;
    return parts;
  }

  private void takeGiants(PartView view, Renumbering renumbering) {
    for (int pattern = 0; pattern < view.block().count(); pattern++) {
      if (view.frequency(pattern) > 0) {
        giants.add(view.block(), pattern, renumbering);
        giantPart = giantPart.grown(giants.block());
        giantPart.set(giants.count() - 1, view.frequency(pattern), view.feelingsOf(pattern));
      }
    }
  }

  /** Small at first, since many knowledge bases stay so. */
  private Tail newTail() {
    return new Tail(Math.min(tailCapacity, FIRST_CAPACITY));
  }

  private static Part emptyPart() {
    return new Part(new Tail(4).block(), new VersionedLongs(), new VersionedObjects<Feelings>(), 0);
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
    Place place = find(tailPart, bytes);
    for (int i = sealed.size() - 1; place == null && i >= 0; i--) {
      place = find(sealed.get(i), bytes);
    }
    return place == null ? find(giantPart, bytes) : place;
  }

  private static @Nullable Place find(Part part, byte[] name) {
    int pattern = part.block().find(name);
    return pattern < 0 ? null : new Place(part, pattern);
  }

  /** Appends a pattern whose name is not there; {@link #mergeLater} is to follow. */
  void append(Pattern pattern, int[] ids, @Nullable Feelings feelings) {
    if (ids.length > Posting.LONGEST) {
      giantPart.prepare(giants.count(), feelings);
      giants.add(pattern, ids);
      giantPart = giantPart.grown(giants.block());
      giantPart.set(giants.count() - 1, pattern.frequency(), feelings);
      version++;
      return;
    }
    tailPart.prepare(tail.count(), feelings);
    tail.add(pattern, ids);
    appended(pattern.frequency(), feelings);
  }

  private void appended(long frequency, @Nullable Feelings feelings) {
    tailPart = tailPart.grown(tail.block());
    tailPart.set(tail.count() - 1, frequency, feelings);
    version++;
    if (tail.count() == tailCapacity) {
      sealed.add(tailPart);
      unchecked = true;
      tail = newTail();
      tailPart = emptyPart();
    }
  }

  /** All parts, frozen. */
  List<PartView> freeze() {
    List<PartView> views = new ArrayList<>(sealed.size() + 2);
    for (Part part : sealed) {
      views.add(part.freeze());
    }
    for (Part part : List.of(tailPart, giantPart)) {
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
    if (part == giantPart) {
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

  /** Has parts merged, and waits if that has fallen behind. For the writer, never for a merge. */
  void mergeLater() {
    if (unchecked && !merging) {
      mergeNext();
    }
    while (merging && sealed.size() > TOO_MANY) {
      try {
        merged.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void mergeNext() {
    unchecked = false;
    List<Part> chosen = policy.next(sealed);
    merging = !chosen.isEmpty();
    if (merging) {
      List<PartView> sources = chosen.stream().map(Part::freeze).toList();
      try {
        executor.execute(() -> merge(chosen, sources));
      } catch (RejectedExecutionException e) {
        merge(chosen, sources);
      }
    }
  }

  private void merge(List<Part> chosen, List<PartView> sources) {
    boolean done = false;
    try {
      BlockBuilder builder = new BlockBuilder(sources, Renumbering.NONE);
      Part built = builder.build(table.size());
      exclusively(() -> replace(chosen, sources, builder, built));
      done = true;
    } finally {
      exclusively(done ? this::mergeNext : this::mergeNextTime);
      exclusively(merged::signalAll);
    }
  }

  private void mergeNextTime() {
    merging = false;
    unchecked = true;
  }

  private void replace(
      List<Part> chosen, List<PartView> sources, BlockBuilder builder, Part built) {
    for (int i = 0; i < sources.size(); i++) {
      catchUp(chosen.get(i), sources.get(i), i, builder, built);
    }
    int at = sealed.indexOf(chosen.get(0));
    sealed.removeAll(chosen);
    if (built.block().count() > 0) {
      sealed.add(at, built);
    }
    version++;
  }

  /** Brings over what changed in a source while it was merged. */
  private void catchUp(Part now, PartView then, int source, BlockBuilder builder, Part merged) {
    for (int pattern : now.changedSince(then)) {
      int target = builder.target(source, pattern);
      if (target >= 0) {
        merged.set(target, now.frequency(pattern), now.feelings(pattern));
      } else {
        tail.add(now.block(), pattern, Renumbering.NONE);
        appended(now.frequency(pattern), now.feelings(pattern));
      }
    }
  }

  long heapBytes() {
    long bytes = tailPart.heapBytes() + giantPart.heapBytes();
    for (Part part : sealed) {
      bytes += part.heapBytes();
    }
    return bytes;
  }
}

package dev.kato.storage.inmemory;

import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.PatternUpdate;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The patterns of one user, from the first to the last: when none is left, its life is over.
 *
 * <p>Every write takes the next revision of the store and puts its slot at the end of {@link
 * #history}, where a pattern has one slot at most: its newest. So who knows everything up to a
 * revision finds what came later by walking back from the end. A deleted pattern leaves its slot
 * behind without a state; when such slots outnumber the patterns they are dropped, and {@link
 * #horizon} moves: who knows only what was before it must begin anew. When the last pattern goes,
 * everything does, and the first one afterwards, here or in another object for the same user, has
 * its horizon at a revision that nobody can know yet.
 *
 * <p>Guarded by its monitor; no caller's code runs inside.
 */
final class KnowledgeBase {

  private static final int MIN_TOMBSTONES = 1024;

  /** What a reader learns from the history: with a reset first or not, and where it ends. */
  record Changes(boolean anew, Deque<Slot> slots, long revision) {

    /** There is nothing, and whoever knows something must be told; nothing is known as 0. */
    static Changes toNothing(long known) {
      return new Changes(known > 0, new ArrayDeque<>(), 0);
    }
  }

  private final LongSupplier revisions;
  private final Table<PatternName, Slot> live = new Table<>();
  private final NamesInOrder names = new NamesInOrder();
  private final Table<PatternName, Slot> tombstones = new Table<>();
  private final History history = new History();
  private final SymbolPool symbols = new SymbolPool();
  private final Operations operations = new Operations();
  private long revision;
  private long horizon;
  private boolean retired;

  /**
   * An empty one.
   *
   * @param revisions gives each revision of the store once, in ascending order from 1
   */
  KnowledgeBase(LongSupplier revisions) {
    this.revisions = revisions;
  }

  /** Learns, or answers false because this is {@linkplain #retire retired}. */
  synchronized boolean learn(LearnRequest request, Instant now) {
    if (!retired && !operations.contain(request, now)) {
      Slot known = live.get(request.name());
      Learning.checkGrowth(known == null ? null : known.state(), request);
      put(
          known == null
              ? Learning.first(request, symbols.pooled(request.events()))
              : Learning.again(known.state(), request));
      operations.add(request);
    }
    return !retired;
  }

  synchronized void forget(List<LearnRequest> learned) {
    operations.forget(learned);
  }

  /** Restores, or answers false because this is {@linkplain #retire retired}. */
  synchronized boolean restore(Pattern pattern) {
    if (!retired) {
      Slot known = live.get(pattern.name());
      put(pooled(pattern));
      operations.remove(pattern.name());
      if (known != null) {
        symbols.release(known.state().events());
      }
    }
    return !retired;
  }

  synchronized Optional<Pattern> find(PatternName name) {
    return Optional.ofNullable(live.get(name)).map(Slot::state);
  }

  synchronized List<Pattern> list(@Nullable PatternName after, int limit) {
    return names
        .after(after, live::containsKey)
        .map(live::get)
        .filter(Objects::nonNull)
        .limit(limit)
        .map(Slot::state)
        .toList();
  }

  synchronized boolean update(PatternName name, PatternUpdate update) {
    Slot known = live.get(name);
    if (known == null) {
      return false;
    }
    put(Learning.corrected(known.state(), update));
    return true;
  }

  synchronized boolean delete(PatternName name) {
    Slot known = live.remove(name);
    if (known == null) {
      return false;
    }
    if (live.isEmpty()) {
      clear();
      return true;
    }
    operations.remove(name);
    symbols.release(known.state().events());
    history.remove(known);
    Slot tombstone = new Slot(name, null, nextRevision());
    tombstones.put(name, tombstone);
    history.append(tombstone);
    names.remove(live.size(), live::containsKey);
    dropTombstonesWhenTheyOutnumber();
    return true;
  }

  synchronized void clear() {
    live.clear();
    names.clear();
    tombstones.clear();
    history.clear();
    symbols.clear();
    operations.clear();
  }

  synchronized long count() {
    return live.size();
  }

  /**
   * Ends this object's use if there is nothing in it, for good: it takes no pattern any more.
   *
   * @return whether it is retired, now or since earlier
   */
  synchronized boolean retire() {
    retired = live.isEmpty();
    return retired;
  }

  /** What came after a revision; 0 asks for everything, and stands for nothing. */
  synchronized Changes changesSince(long known) {
    if (live.isEmpty()) {
      return Changes.toNothing(known);
    }
    Deque<Slot> changed = new ArrayDeque<>();
    boolean all = known < horizon;
    for (Slot slot = history.last(); slot != null; slot = slot.before) {
      if (!all && slot.revision <= known) {
        break;
      }
      if (!all || !slot.isTombstone()) {
        changed.addFirst(slot);
      }
    }
    return new Changes(all && known > 0, changed, revision);
  }

  /** How many tombstones, symbols and ids of learnings are kept. */
  synchronized int kept() {
    return tombstones.size() + symbols.size() + operations.size();
  }

  private Pattern pooled(Pattern pattern) {
    return new Pattern(
        pattern.name(),
        symbols.pooled(pattern.events()),
        pattern.frequency(),
        pattern.emotives(),
        pattern.metadata(),
        pattern.affinity());
  }

  private void put(Pattern state) {
    boolean first = live.isEmpty();
    Slot slot = new Slot(state.name(), state, nextRevision());
    if (first) {
      horizon = revision;
    }
    Slot superseded = live.put(state.name(), slot);
    if (superseded == null) {
      names.add(state.name());
      superseded = tombstones.remove(state.name());
    }
    if (superseded != null) {
      history.remove(superseded);
    }
    history.append(slot);
  }

  private long nextRevision() {
    revision = revisions.getAsLong();
    return revision;
  }

  private void dropTombstonesWhenTheyOutnumber() {
    if (tombstones.size() > Math.max(MIN_TOMBSTONES, live.size())) {
      tombstones.values().forEach(history::remove);
      tombstones.clear();
      horizon = revision;
    }
  }
}

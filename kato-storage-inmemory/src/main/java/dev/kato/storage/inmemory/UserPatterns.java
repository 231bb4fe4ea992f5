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
 * <p>Every write takes the next revision of the store and puts its entry at the end of {@link
 * #history}, where a pattern has one entry at most: its newest. So who knows everything up to a
 * revision finds what came later by walking back from the end. A deleted pattern leaves its entry
 * behind without a state; when such entries outnumber the patterns they are dropped, and {@link
 * #horizon} moves: who knows only what was before it must begin anew. When the last pattern goes,
 * everything does, and the first one afterwards, here or in another object for the same user, has
 * its horizon at a revision that nobody can know yet.
 *
 * <p>Guarded by its monitor; no caller's code runs inside.
 */
final class UserPatterns {

  private static final int MIN_TOMBSTONES = 1024;

  /** What a reader learns from the history: with a reset first or not, and where it ends. */
  record Changes(boolean anew, Deque<PatternEntry> entries, long revision) {

    /** There is nothing, and whoever knows something must be told; nothing is known as 0. */
    static Changes toNothing(long known) {
      return new Changes(known > 0, new ArrayDeque<>(), 0);
    }
  }

  private final LongSupplier revisions;
  private final Table<PatternName, PatternEntry> live = new Table<>();
  private final NamesInOrder names = new NamesInOrder();
  private final Table<PatternName, PatternEntry> tombstones = new Table<>();
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
  UserPatterns(LongSupplier revisions) {
    this.revisions = revisions;
  }

  /** Learns, or answers false because this is {@linkplain #retire retired}. */
  synchronized boolean learn(LearnRequest request, Instant now) {
    if (!retired && !operations.contain(request, now)) {
      PatternEntry known = live.get(request.name());
      LearnedPattern.checkGrowth(known == null ? null : known.state(), request);
      put(
          known == null
              ? LearnedPattern.first(request, symbols.pooled(request.events()))
              : LearnedPattern.again(known.state(), request));
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
      PatternEntry known = live.get(pattern.name());
      put(pooled(pattern));
      operations.remove(pattern.name());
      if (known != null) {
        symbols.release(known.state().events());
      }
    }
    return !retired;
  }

  synchronized Optional<Pattern> find(PatternName name) {
    return Optional.ofNullable(live.get(name)).map(PatternEntry::state);
  }

  synchronized List<Pattern> list(@Nullable PatternName after, int limit) {
    return names
        .after(after, live::containsKey)
        .map(live::get)
        .filter(Objects::nonNull)
        .limit(limit)
        .map(PatternEntry::state)
        .toList();
  }

  synchronized boolean update(PatternName name, PatternUpdate update) {
    PatternEntry known = live.get(name);
    if (known == null) {
      return false;
    }
    put(LearnedPattern.corrected(known.state(), update));
    return true;
  }

  synchronized boolean delete(PatternName name) {
    PatternEntry known = live.remove(name);
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
    PatternEntry tombstone = new PatternEntry(name, null, nextRevision());
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
    Deque<PatternEntry> changed = new ArrayDeque<>();
    boolean all = known < horizon;
    for (PatternEntry entry = history.last(); entry != null; entry = entry.before) {
      if (!all && entry.revision <= known) {
        break;
      }
      if (!all || !entry.isTombstone()) {
        changed.addFirst(entry);
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
    PatternEntry entry = new PatternEntry(state.name(), state, nextRevision());
    if (first) {
      horizon = revision;
    }
    PatternEntry superseded = live.put(state.name(), entry);
    if (superseded == null) {
      names.add(state.name());
      superseded = tombstones.remove(state.name());
    }
    if (superseded != null) {
      history.remove(superseded);
    }
    history.append(entry);
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

package dev.kato.storage.inmemory;

import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.PatternChange;
import dev.kato.spi.PatternUpdate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The patterns of one user.
 *
 * <p>Every write takes the next revision and puts its slot at the end of {@link #history}, where a
 * pattern has one slot at most: its newest. So who knows everything up to a revision finds what
 * came later by walking back from the end. A deleted pattern leaves its slot behind without a
 * state. When such slots outnumber the patterns they are dropped, and so is everything when the
 * user's patterns are cleared: then {@link #horizon} moves, and who knows only what was before it
 * must begin anew.
 *
 * <p>Guarded by its monitor; no caller's code runs inside.
 */
final class KnowledgeBase {

  private static final int MIN_TOMBSTONES = 1024;

  private final Map<PatternName, Slot> live = new HashMap<>();
  private final NamesInOrder names = new NamesInOrder();
  private final Map<PatternName, Slot> tombstones = new HashMap<>();
  private final History history = new History();
  private final SymbolPool symbols = new SymbolPool();
  private long revision;
  private long horizon;

  synchronized void learn(LearnRequest request) {
    Slot known = live.get(request.name());
    if (known == null) {
      put(
          Learning.first(request, symbols.pooled(request.events())),
          Operations.NONE.with(request.operationId()));
    } else if (!known.operations.contain(request.operationId())) {
      put(Learning.again(known.state(), request), known.operations.with(request.operationId()));
    }
  }

  synchronized void restore(Pattern pattern) {
    put(pooled(pattern), Operations.NONE);
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
    put(Learning.corrected(known.state(), update), known.operations);
    return true;
  }

  synchronized boolean delete(PatternName name) {
    Slot known = live.remove(name);
    if (known == null) {
      return false;
    }
    history.remove(known);
    Slot tombstone = new Slot(name, null, Operations.NONE, ++revision);
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
    horizon = ++revision;
  }

  synchronized long count() {
    return live.size();
  }

  Position changes(Position from, Consumer<PatternChange> sink) {
    Deque<Slot> changed = new ArrayDeque<>();
    boolean anew;
    Position now;
    synchronized (this) {
      anew = from.revision() < horizon;
      long known = anew ? 0 : from.revision();
      for (Slot slot = history.last(); slot != null && slot.revision > known; slot = slot.before) {
        changed.addFirst(slot);
      }
      now = new Position(revision);
    }
    if (anew && from.revision() > 0) {
      sink.accept(new PatternChange.Reset());
    }
    changed.forEach(slot -> sink.accept(slot.change()));
    return now;
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

  private void put(Pattern state, Operations operations) {
    Slot slot = new Slot(state.name(), state, operations, ++revision);
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

  private void dropTombstonesWhenTheyOutnumber() {
    if (tombstones.size() > Math.max(MIN_TOMBSTONES, live.size())) {
      tombstones.values().forEach(history::remove);
      tombstones.clear();
      horizon = revision;
    }
  }
}

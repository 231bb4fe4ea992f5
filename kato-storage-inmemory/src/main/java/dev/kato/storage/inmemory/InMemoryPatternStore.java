package dev.kato.storage.inmemory;

import dev.kato.model.CodePoints;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.UserId;
import dev.kato.spi.ChangeCursor;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.PatternChange;
import dev.kato.spi.PatternStore;
import dev.kato.spi.PatternUpdate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One {@link UserPatterns} per user who has patterns. It is made by the first write and taken out
 * when the last pattern is gone; a write that meets one that is about to be taken out makes
 * another.
 */
final class InMemoryPatternStore implements PatternStore {

  private static final Comparator<UserId> BY_ID =
      Comparator.comparing(UserId::value, CodePoints.ORDER);

  private final Gate gate = new Gate();
  private final ConcurrentNavigableMap<UserId, UserPatterns> users =
      new ConcurrentSkipListMap<>(BY_ID);
  private final AtomicLong revisions = new AtomicLong();

  @Override
  public void learn(UserId user, LearnRequest request, Instant now) {
    write(user, patterns -> patterns.learn(request, now));
  }

  @Override
  public void forget(UserId user, List<LearnRequest> learned) {
    ofReader(user).ifPresent(patterns -> patterns.forget(learned));
  }

  @Override
  public void restore(UserId user, Pattern pattern) {
    write(user, patterns -> patterns.restore(pattern));
  }

  @Override
  public Optional<Pattern> find(UserId user, PatternName name) {
    return ofReader(user).flatMap(patterns -> patterns.find(name));
  }

  @Override
  public List<Pattern> list(UserId user, @Nullable PatternName after, int limit) {
    gate.checkOpen(limit);
    return ofReader(user).map(patterns -> patterns.list(after, limit)).orElse(List.of());
  }

  @Override
  public boolean update(UserId user, PatternName name, PatternUpdate update) {
    return ofReader(user).map(patterns -> patterns.update(name, update)).orElse(false);
  }

  @Override
  public boolean delete(UserId user, PatternName name) {
    UserPatterns patterns = ofReader(user).orElse(null);
    if (patterns == null || !patterns.delete(name)) {
      return false;
    }
    takeOutIfEmpty(user, patterns);
    return true;
  }

  @Override
  public void clear(UserId user) {
    ofReader(user)
        .ifPresent(
            patterns -> {
              patterns.clear();
              takeOutIfEmpty(user, patterns);
            });
  }

  @Override
  public long count(UserId user) {
    return ofReader(user).map(UserPatterns::count).orElse(0L);
  }

  @Override
  public ChangeCursor changes(
      UserId user, @Nullable ChangeCursor cursor, Consumer<PatternChange> sink) {
    UserPatterns patterns = ofReader(user).orElse(null);
    long known = cursor == null ? 0 : position(user, cursor).revision();
    UserPatterns.Changes changes =
        patterns == null ? UserPatterns.Changes.toNothing(known) : patterns.changesSince(known);
    if (changes.anew()) {
      sink.accept(new PatternChange.Reset());
    }
    changes.entries().forEach(entry -> sink.accept(entry.change()));
    return new Position(this, user, changes.revision());
  }

  private Position position(UserId user, ChangeCursor cursor) {
    if (cursor instanceof Position position
        && position.store() == this
        && position.user().equals(user)) {
      return position;
    }
    throw new IllegalArgumentException("the cursor is of another user or another store");
  }

  @Override
  public List<UserId> users(@Nullable UserId after, int limit) {
    gate.checkOpen(limit);
    var rest = after == null ? users : users.tailMap(after, false);
    return rest.entrySet().stream()
        .filter(entry -> entry.getValue().count() > 0)
        .limit(limit)
        .map(entry -> entry.getKey())
        .toList();
  }

  @Override
  public void ping() {
    gate.checkOpen();
  }

  @Override
  public void close() {
    gate.close();
  }

  /** For how many users there is something. */
  int keptUsers() {
    return users.size();
  }

  /**
   * Writes to the user's patterns.
   *
   * @param change answers false, having changed nothing, if it met retired ones
   */
  private void write(UserId user, Predicate<UserPatterns> change) {
    gate.checkOpen();
    boolean written = false;
    while (!written) {
      UserPatterns patterns =
          users.computeIfAbsent(user, unused -> new UserPatterns(revisions::incrementAndGet));
      try {
        written = change.test(patterns);
      } finally {
        if (!written) {
          takeOutIfEmpty(user, patterns);
        }
      }
    }
  }

  private void takeOutIfEmpty(UserId user, UserPatterns patterns) {
    if (patterns.retire()) {
      users.remove(user, patterns);
    }
  }

  private Optional<UserPatterns> ofReader(UserId user) {
    gate.checkOpen();
    return Optional.ofNullable(users.get(user));
  }
}

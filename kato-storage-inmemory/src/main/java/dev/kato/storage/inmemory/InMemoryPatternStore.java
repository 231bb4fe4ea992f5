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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One {@link KnowledgeBase} per user, made by the first write. */
final class InMemoryPatternStore implements PatternStore {

  private static final Comparator<UserId> BY_ID =
      Comparator.comparing(UserId::value, CodePoints.ORDER);

  private final Gate gate = new Gate();
  private final ConcurrentNavigableMap<UserId, KnowledgeBase> users =
      new ConcurrentSkipListMap<>(BY_ID);

  @Override
  public void learn(UserId user, LearnRequest request) {
    ofWriter(user).learn(request);
  }

  @Override
  public void restore(UserId user, Pattern pattern) {
    ofWriter(user).restore(pattern);
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
    return ofReader(user).map(patterns -> patterns.delete(name)).orElse(false);
  }

  @Override
  public void clear(UserId user) {
    ofReader(user).ifPresent(KnowledgeBase::clear);
  }

  @Override
  public long count(UserId user) {
    return ofReader(user).map(KnowledgeBase::count).orElse(0L);
  }

  @Override
  public ChangeCursor changes(
      UserId user, @Nullable ChangeCursor cursor, Consumer<PatternChange> sink) {
    if (cursor != null && !(cursor instanceof Position)) {
      throw new IllegalArgumentException("the cursor is not of this store");
    }
    Position from = cursor instanceof Position position ? position : Position.START;
    return ofReader(user).map(patterns -> patterns.changes(from, sink)).orElse(Position.START);
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

  private KnowledgeBase ofWriter(UserId user) {
    gate.checkOpen();
    KnowledgeBase known = users.get(user);
    return known != null ? known : users.computeIfAbsent(user, unused -> new KnowledgeBase());
  }

  private Optional<KnowledgeBase> ofReader(UserId user) {
    gate.checkOpen();
    return Optional.ofNullable(users.get(user));
  }
}

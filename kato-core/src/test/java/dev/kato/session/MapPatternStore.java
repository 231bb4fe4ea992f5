package dev.kato.session;

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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How often patterns were learned, by one user: all that sessions need of a pattern store. */
class MapPatternStore implements PatternStore {

  private final Map<PatternName, Pattern> patterns = new ConcurrentHashMap<>();
  private final Set<String> operations = new HashSet<>();

  @Override
  public synchronized void learn(UserId user, LearnRequest request, Instant now) {
    request.checkGrowth(find(user, request.name()));
    if (operations.add(request.operationId())) {
      patterns.merge(request.name(), learned(request, 1), (known, first) -> again(known, request));
    }
  }

  private static Pattern again(Pattern known, LearnRequest request) {
    return learned(request, known.frequency() + 1);
  }

  private static Pattern learned(LearnRequest request, long frequency) {
    return new Pattern(
        request.name(),
        request.events(),
        frequency,
        request.emotives(),
        request.metadata(),
        request.affinity());
  }

  @Override
  public synchronized void forget(UserId user, List<LearnRequest> learned) {
    learned.forEach(request -> operations.remove(request.operationId()));
  }

  /** Operations whose repeats would be recognised. */
  synchronized int remembered() {
    return operations.size();
  }

  @Override
  public void restore(UserId user, Pattern pattern) {
    patterns.put(pattern.name(), pattern);
  }

  @Override
  public Optional<Pattern> find(UserId user, PatternName name) {
    return Optional.ofNullable(patterns.get(name));
  }

  @Override
  public List<Pattern> list(UserId user, @Nullable PatternName after, int limit) {
    return patterns.values().stream()
        .sorted(Comparator.comparing(Pattern::name))
        .limit(limit)
        .toList();
  }

  @Override
  public boolean update(UserId user, PatternName name, PatternUpdate update) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean delete(UserId user, PatternName name) {
    return patterns.remove(name) != null;
  }

  @Override
  public void clear(UserId user) {
    patterns.clear();
  }

  @Override
  public long count(UserId user) {
    return patterns.size();
  }

  @Override
  public ChangeCursor changes(
      UserId user, @Nullable ChangeCursor cursor, Consumer<PatternChange> sink) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<UserId> users(@Nullable UserId after, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void ping() {}

  @Override
  public void close() {}
}

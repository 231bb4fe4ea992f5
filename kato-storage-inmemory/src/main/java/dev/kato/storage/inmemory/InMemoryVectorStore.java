package dev.kato.storage.inmemory;

import dev.kato.model.FloatVector;
import dev.kato.model.UserId;
import dev.kato.spi.Neighbor;
import dev.kato.spi.VectorStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** One {@link VectorSet} per user, made by the first vector. */
final class InMemoryVectorStore implements VectorStore {

  private final Gate gate = new Gate();
  private final Map<UserId, VectorSet> users = new ConcurrentHashMap<>();

  @Override
  public void add(UserId user, Map<String, FloatVector> vectors) {
    gate.checkOpen();
    if (!vectors.isEmpty()) {
      users.computeIfAbsent(user, unused -> new VectorSet()).add(vectors);
    }
  }

  @Override
  public List<Neighbor> nearest(UserId user, FloatVector vector, int limit) {
    gate.checkOpen(limit);
    return of(user).map(vectors -> vectors.nearest(vector, limit)).orElse(List.of());
  }

  @Override
  public OptionalInt dimension(UserId user) {
    return of(user).map(VectorSet::dimension).orElse(OptionalInt.empty());
  }

  @Override
  public long count(UserId user) {
    return of(user).map(VectorSet::count).orElse(0L);
  }

  @Override
  public Map<String, FloatVector> list(UserId user, String after, int limit) {
    gate.checkOpen(limit);
    return of(user).map(vectors -> vectors.list(after, limit)).orElse(Map.of());
  }

  @Override
  public void clear(UserId user) {
    of(user).ifPresent(VectorSet::clear);
  }

  @Override
  public void ping() {
    gate.checkOpen();
  }

  @Override
  public void close() {
    gate.close();
  }

  private Optional<VectorSet> of(UserId user) {
    gate.checkOpen();
    return Optional.ofNullable(users.get(user));
  }
}

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
import java.util.concurrent.ConcurrentMap;

/**
 * One {@link VectorSet} per user who has vectors. Nothing is added to one that was taken out of the
 * map: who reads it still reads what was there before.
 */
final class InMemoryVectorStore implements VectorStore {

  private final Gate gate = new Gate();
  private final ConcurrentMap<UserId, VectorSet> users = new ConcurrentHashMap<>();

  @Override
  public void add(UserId user, Map<String, FloatVector> vectors) {
    gate.checkOpen();
    if (!vectors.isEmpty()) {
      users.compute(
          user,
          (unused, known) -> {
            VectorSet set = known == null ? new VectorSet() : known;
            set.add(vectors);
            return set;
          });
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
    gate.checkOpen();
    users.remove(user);
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

  private Optional<VectorSet> of(UserId user) {
    gate.checkOpen();
    return Optional.ofNullable(users.get(user));
  }
}

package dev.kato.storage.qdrant.testserver;

import io.grpc.Status;
import io.qdrant.client.grpc.Collections.StrictModeConfig;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All data, under one lock. */
final class StoredCollections {

  /** One point; {@code id} is a UUID in its canonical form. */
  record Point(String id, float[] vector, Map<String, Value> payload) {}

  /** One collection; points in the order of their ids. */
  static final class Stored {
    final VectorParams params;
    final TreeMap<String, Point> points = new TreeMap<>();
    boolean tenantIndex;

    private Stored(VectorParams params) {
      this.params = params;
    }
  }

  private final TreeMap<String, Stored> collections = new TreeMap<>();
  private StrictModeConfig strictMode = StrictModeConfig.getDefaultInstance();
  private boolean withoutInfiniteScores;

  synchronized List<String> names() {
    return List.copyOf(collections.keySet());
  }

  synchronized boolean exists(String name) {
    return collections.containsKey(name);
  }

  synchronized void create(String name, VectorParams params) {
    if (collections.putIfAbsent(name, new Stored(params)) != null) {
      throw Requests.wrong("Collection `" + name + "` already exists!");
    }
  }

  synchronized void drop(String name) {
    collections.remove(name);
  }

  synchronized void put(String name, Point point) {
    get(name).points.put(point.id(), point);
  }

  synchronized void setStrictMode(StrictModeConfig config) {
    strictMode = config;
  }

  synchronized StrictModeConfig strictMode() {
    return strictMode;
  }

  synchronized Strictness strictness() {
    return new Strictness(strictMode);
  }

  synchronized void leaveOutInfiniteScores() {
    withoutInfiniteScores = true;
  }

  synchronized boolean withoutInfiniteScores() {
    return withoutInfiniteScores;
  }

  synchronized void dropIndex(String name) {
    get(name).tenantIndex = false;
  }

  synchronized boolean hasTenantIndex(String name) {
    return get(name).tenantIndex;
  }

  /** For use under this object's lock. */
  synchronized Stored get(String name) {
    Stored stored = collections.get(name);
    if (stored == null) {
      throw Status.NOT_FOUND
          .withDescription("Not found: Collection `" + name + "` doesn't exist!")
          .asRuntimeException();
    }
    return stored;
  }
}

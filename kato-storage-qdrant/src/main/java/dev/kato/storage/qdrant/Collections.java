package dev.kato.storage.qdrant;

import dev.kato.model.StorageRefusedException;
import dev.kato.model.StorageUnavailableException;
import dev.kato.model.UserId;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.grpc.Collections.CollectionDescription;
import io.qdrant.client.grpc.Collections.CollectionExistsRequest;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.ListCollectionsRequest;
import io.qdrant.client.grpc.Points.ScrollPoints;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The collections of one prefix: one per dimension.
 *
 * <p>A collection is made in two steps, itself and its index of users, and in between a server in
 * strict mode refuses every filter. Nothing is stored before the second step, but a reader cannot
 * know how long it takes, or whether it comes at all; so who finds the index missing makes it.
 */
final class Collections {

  private final QdrantLink link;
  private final String prefix;

  /** Dimensions whose collection was seen to be as it must be. */
  private final Set<Integer> checked = ConcurrentHashMap.newKeySet();

  private volatile boolean inspected;

  Collections(QdrantLink link, String prefix) {
    this.link = link;
    this.prefix = prefix + "_";
  }

  String name(int dimension) {
    return prefix + dimension;
  }

  /** The dimensions for which there is a collection, in ascending order. */
  List<Integer> dimensions() {
    return link
        .collections(stub -> stub.list(ListCollectionsRequest.getDefaultInstance()))
        .getCollectionsList()
        .stream()
        .map(CollectionDescription::getName)
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .filter(rest -> rest.matches("[1-9][0-9]{0,8}"))
        .map(Integer::valueOf)
        .sorted()
        .toList();
  }

  /** The dimension of a user's vectors, leaving one out of the search; 0 leaves out none. */
  OptionalInt dimensionOf(UserId user, int except) {
    return dimensions().stream()
        .mapToInt(Integer::intValue)
        .filter(dimension -> dimension != except && hasAny(user, dimension))
        .findFirst();
  }

  private boolean hasAny(UserId user, int dimension) {
    ScrollPoints one =
        ScrollPoints.newBuilder()
            .setCollectionName(name(dimension))
            .setFilter(Points.of(user))
            .setLimit(1)
            .setWithPayload(WithPayloadSelectorFactory.enable(false))
            .setReadConsistency(Reads.CONSISTENCY)
            .build();
    return ifAny(dimension, () -> link.points(stub -> stub.scroll(one)))
        .filter(page -> page.getResultCount() > 0)
        .isPresent();
  }

  /**
   * Looks at every collection there is, once, so that what will be refused is known at the start.
   */
  void inspect() {
    if (!inspected) {
      dimensions().forEach(dimension -> info(dimension).ifPresent(info -> check(dimension, info)));
      inspected = true;
    }
  }

  /** To be called when something was refused. */
  void inspectAgain() {
    inspected = false;
  }

  /** A call on a collection that may not exist: then empty. */
  <T> Optional<T> ifAny(int dimension, Supplier<T> call) {
    try {
      return unlessMissing(call);
    } catch (StorageRefusedException e) {
      if (!Failures.isNotAdmitted(e) && !Failures.isForbidden(e)) {
        throw e;
      }
      completeIndex(dimension);
    }
    try {
      return unlessMissing(call);
    } catch (StorageRefusedException e) {
      throw explained(dimension, e);
    }
  }

  private static <T> Optional<T> unlessMissing(Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (StorageUnavailableException e) {
      if (Failures.isNotFound(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void completeIndex(int dimension) {
    Optional<CollectionInfo> info = info(dimension);
    info.ifPresent(found -> check(dimension, found));
    if (info.isPresent() && !Schema.hasUserIndex(info.get())) {
      unlessMissing(() -> createIndex(dimension));
    }
  }

  private StorageRefusedException explained(int dimension, StorageRefusedException refusal) {
    if (!Failures.isNotAdmitted(refusal)) {
      return refusal;
    }
    return info(dimension)
        .map(info -> Schema.explained(name(dimension), info, refusal))
        .orElse(refusal);
  }

  /** A call that may be repeated, on a collection that is made if there is none. */
  void ensured(int dimension, Runnable call) {
    ensure(dimension);
    try {
      call.run();
    } catch (StorageUnavailableException e) {
      if (!Failures.isNotFound(e)) {
        throw e;
      }
      checked.remove(dimension);
      ensure(dimension);
      call.run();
    } catch (StorageRefusedException e) {
      throw explained(dimension, e);
    }
  }

  private void ensure(int dimension) {
    if (checked.contains(dimension)) {
      return;
    }
    link.checkVersion();
    if (!exists(dimension)) {
      create(dimension);
    }
    info(dimension).ifPresent(info -> check(dimension, info));
    createIndex(dimension);
    checked.add(dimension);
  }

  private boolean exists(int dimension) {
    CollectionExistsRequest request =
        CollectionExistsRequest.newBuilder().setCollectionName(name(dimension)).build();
    return link.collections(stub -> stub.collectionExists(request)).getResult().getExists();
  }

  private void create(int dimension) {
    try {
      link.collections(stub -> stub.create(Schema.collection(name(dimension), dimension)));
    } catch (StorageUnavailableException | StorageRefusedException e) {
      if (!exists(dimension)) {
        throw e;
      }
    }
  }

  private boolean createIndex(int dimension) {
    link.points(stub -> stub.createFieldIndex(Schema.userIndex(name(dimension))));
    return true;
  }

  private void check(int dimension, CollectionInfo info) {
    Schema.check(name(dimension), dimension, info);
  }

  private Optional<CollectionInfo> info(int dimension) {
    GetCollectionInfoRequest request =
        GetCollectionInfoRequest.newBuilder().setCollectionName(name(dimension)).build();
    return unlessMissing(() -> link.collections(stub -> stub.get(request)).getResult());
  }
}

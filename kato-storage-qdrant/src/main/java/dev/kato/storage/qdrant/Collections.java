package dev.kato.storage.qdrant;

import dev.kato.model.StorageUnavailableException;
import dev.kato.model.UserId;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.grpc.Collections.CollectionDescription;
import io.qdrant.client.grpc.Collections.CollectionExistsRequest;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.HnswConfigDiff;
import io.qdrant.client.grpc.Collections.KeywordIndexParams;
import io.qdrant.client.grpc.Collections.ListCollectionsRequest;
import io.qdrant.client.grpc.Collections.PayloadIndexParams;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.FieldType;
import io.qdrant.client.grpc.Points.ScrollPoints;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The collections of one prefix: one per dimension. */
final class Collections {

  /** Links per node in the graph of one user; there is no graph over all users. */
  private static final int USER_LINKS = 16;

  private final QdrantLink link;
  private final String prefix;

  /** Dimensions whose collection was seen to be as it must be. */
  private final Set<Integer> checked = ConcurrentHashMap.newKeySet();

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
    return link.pointsIfAny(stub -> stub.scroll(one))
        .filter(page -> page.getResultCount() > 0)
        .isPresent();
  }

  /** Makes the collection for a dimension if there is none. */
  void ensure(int dimension) {
    if (checked.contains(dimension)) {
      return;
    }
    if (!exists(dimension)) {
      create(dimension);
    }
    check(dimension);
    link.points(stub -> stub.createFieldIndex(userIndex(dimension)));
    checked.add(dimension);
  }

  /** To be called when a collection turned out to be missing. */
  void forget(int dimension) {
    checked.remove(dimension);
  }

  private boolean exists(int dimension) {
    CollectionExistsRequest request =
        CollectionExistsRequest.newBuilder().setCollectionName(name(dimension)).build();
    return link.collections(stub -> stub.collectionExists(request)).getResult().getExists();
  }

  private void create(int dimension) {
    CreateCollection request =
        CreateCollection.newBuilder()
            .setCollectionName(name(dimension))
            .setVectorsConfig(
                VectorsConfig.newBuilder()
                    .setParams(
                        VectorParams.newBuilder().setSize(dimension).setDistance(Distance.Euclid)))
            .setHnswConfig(HnswConfigDiff.newBuilder().setM(0).setPayloadM(USER_LINKS))
            .build();
    try {
      link.collections(stub -> stub.create(request));
    } catch (StorageUnavailableException e) {
      if (!exists(dimension)) {
        throw e;
      }
    }
  }

  /** Someone else's collection of that name would give wrong answers. */
  private void check(int dimension) {
    GetCollectionInfoRequest request =
        GetCollectionInfoRequest.newBuilder().setCollectionName(name(dimension)).build();
    VectorParams params =
        link.collections(stub -> stub.get(request))
            .getResult()
            .getConfig()
            .getParams()
            .getVectorsConfig()
            .getParams();
    if (params.getSize() != dimension || params.getDistance() != Distance.Euclid) {
      throw QdrantLink.unavailable(
          "collection " + name(dimension) + " has another size or distance", null);
    }
  }

  private CreateFieldIndexCollection userIndex(int dimension) {
    return CreateFieldIndexCollection.newBuilder()
        .setCollectionName(name(dimension))
        .setWait(true)
        .setFieldName(Points.USER)
        .setFieldType(FieldType.FieldTypeKeyword)
        .setFieldIndexParams(
            PayloadIndexParams.newBuilder()
                .setKeywordIndexParams(KeywordIndexParams.newBuilder().setIsTenant(true)))
        .build();
  }
}

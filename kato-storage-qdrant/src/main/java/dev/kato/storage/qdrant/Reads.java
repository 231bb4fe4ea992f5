package dev.kato.storage.qdrant;

import dev.kato.model.FloatVector;
import dev.kato.model.UserId;
import io.qdrant.client.QueryFactory;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.GetResponse;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.QueryResponse;
import io.qdrant.client.grpc.Points.ReadConsistency;
import io.qdrant.client.grpc.Points.ReadConsistencyType;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import io.qdrant.client.grpc.Points.SearchParams;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Reads from one collection; one that does not exist is empty. */
final class Reads {

  static final ReadConsistency CONSISTENCY =
      ReadConsistency.newBuilder().setType(ReadConsistencyType.Majority).build();

  /** Components in one message, so that it stays well below the four megabytes gRPC accepts. */
  static final int MAX_COMPONENTS = 1 << 18;

  private static final int PAGE = 1000;

  private final QdrantLink link;
  private final Collections collections;

  Reads(QdrantLink link, Collections collections) {
    this.link = link;
    this.collections = collections;
  }

  /** How many points of this dimension fit into one message. */
  static int batch(int dimension) {
    return Math.max(1, Math.min(PAGE, MAX_COMPONENTS / dimension));
  }

  long count(UserId user, int dimension) {
    CountPoints request =
        CountPoints.newBuilder()
            .setCollectionName(collections.name(dimension))
            .setFilter(Points.of(user))
            .setExact(true)
            .setReadConsistency(CONSISTENCY)
            .build();
    return collections
        .ifAny(dimension, () -> link.points(stub -> stub.count(request)))
        .map(answer -> answer.getResult().getCount())
        .orElse(0L);
  }

  /** Those of the symbols that the user has, in the order given. */
  Map<String, FloatVector> vectors(UserId user, Collection<String> symbols, int dimension) {
    Map<String, RetrievedPoint> points = points(user, symbols, dimension, true);
    Map<String, FloatVector> found = new LinkedHashMap<>();
    for (String symbol : symbols) {
      RetrievedPoint point = points.get(symbol);
      if (point != null) {
        found.put(symbol, Points.vector(point.getVectors()));
      }
    }
    return found;
  }

  /** Which of the symbols the user has. */
  Set<String> known(UserId user, Collection<String> symbols, int dimension) {
    return points(user, symbols, dimension, false).keySet();
  }

  private Map<String, RetrievedPoint> points(
      UserId user, Collection<String> symbols, int dimension, boolean withVectors) {
    Map<String, RetrievedPoint> found = new HashMap<>();
    List<String> rest = List.copyOf(symbols);
    while (!rest.isEmpty()) {
      List<String> batch = rest.subList(0, Math.min(batch(dimension), rest.size()));
      rest = rest.subList(batch.size(), rest.size());
      GetPoints request =
          GetPoints.newBuilder()
              .setCollectionName(collections.name(dimension))
              .addAllIds(batch.stream().map(symbol -> Points.id(user, symbol)).toList())
              .setWithPayload(WithPayloadSelectorFactory.include(List.of(Points.SYMBOL)))
              .setWithVectors(WithVectorsSelectorFactory.enable(withVectors))
              .setReadConsistency(CONSISTENCY)
              .build();
      collections
          .ifAny(dimension, () -> link.points(stub -> stub.get(request)))
          .map(GetResponse::getResultList)
          .orElse(List.of())
          .forEach(point -> found.put(Points.symbol(point.getPayloadMap()), point));
    }
    return found;
  }

  /** Passes every symbol of a user, in no order of use. */
  void symbols(UserId user, int dimension, Consumer<String> sink) {
    scroll(
        user, dimension, PAGE, false, point -> sink.accept(Points.symbol(point.getPayloadMap())));
  }

  /** Passes every vector of a user with its symbol, in no order of use. */
  void vectors(UserId user, int dimension, BiConsumer<String, FloatVector> sink) {
    scroll(
        user,
        dimension,
        batch(dimension),
        true,
        point ->
            sink.accept(Points.symbol(point.getPayloadMap()), Points.vector(point.getVectors())));
  }

  /** In the order of ids, so that no point comes twice, whatever is added meanwhile. */
  private void scroll(
      UserId user,
      int dimension,
      int pageSize,
      boolean withVectors,
      Consumer<RetrievedPoint> sink) {
    Optional<PointId> offset = Optional.empty();
    do {
      ScrollPoints.Builder request =
          ScrollPoints.newBuilder()
              .setCollectionName(collections.name(dimension))
              .setFilter(Points.of(user))
              .setLimit(pageSize)
              .setWithPayload(WithPayloadSelectorFactory.include(List.of(Points.SYMBOL)))
              .setWithVectors(WithVectorsSelectorFactory.enable(withVectors))
              .setReadConsistency(CONSISTENCY);
      offset.ifPresent(request::setOffset);
      Optional<ScrollResponse> page =
          collections.ifAny(dimension, () -> link.points(stub -> stub.scroll(request.build())));
      page.map(ScrollResponse::getResultList).orElse(List.of()).forEach(sink);
      offset =
          page.filter(ScrollResponse::hasNextPageOffset).map(ScrollResponse::getNextPageOffset);
    } while (offset.isPresent());
  }

  /** The server's nearest points of a user, nearest first; with their vectors if they fit. */
  List<ScoredPoint> query(UserId user, FloatVector vector, int limit, boolean exact) {
    QueryPoints request =
        QueryPoints.newBuilder()
            .setCollectionName(collections.name(vector.dimension()))
            .setQuery(QueryFactory.nearest(vector.toArray()))
            .setFilter(Points.of(user))
            .setParams(SearchParams.newBuilder().setExact(exact))
            .setLimit(limit)
            .setWithPayload(WithPayloadSelectorFactory.include(List.of(Points.SYMBOL)))
            .setWithVectors(WithVectorsSelectorFactory.enable(limit <= batch(vector.dimension())))
            .setReadConsistency(CONSISTENCY)
            .build();
    return collections
        .ifAny(vector.dimension(), () -> link.points(stub -> stub.query(request)))
        .map(QueryResponse::getResultList)
        .orElse(List.of());
  }
}

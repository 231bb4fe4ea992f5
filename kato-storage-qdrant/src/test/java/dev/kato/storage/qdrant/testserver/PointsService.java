package dev.kato.storage.qdrant.testserver;

import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.CountResponse;
import io.qdrant.client.grpc.Points.CountResult;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.DenseVector;
import io.qdrant.client.grpc.Points.FieldType;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.GetResponse;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.QueryResponse;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import io.qdrant.client.grpc.Points.UpdateMode;
import io.qdrant.client.grpc.Points.UpdateResult;
import io.qdrant.client.grpc.Points.UpdateStatus;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.Points.VectorOutput;
import io.qdrant.client.grpc.Points.VectorsOutput;
import io.qdrant.client.grpc.Points.WithPayloadSelector;
import io.qdrant.client.grpc.PointsGrpc;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

final class PointsService extends PointsGrpc.PointsImplBase {

  private record Scored(StoredCollections.Point point, float score) {}

  private final StoredCollections collections;

  PointsService(StoredCollections collections) {
    this.collections = collections;
  }

  private <T> void answer(StreamObserver<T> observer, Supplier<T> answer) {
    synchronized (collections) {
      Requests.answer(observer, answer);
    }
  }

  @Override
  public void createFieldIndex(
      CreateFieldIndexCollection request, StreamObserver<PointsOperationResponse> observer) {
    answer(
        observer,
        () -> {
          boolean tenant =
              request.getWait()
                  && request.getFieldType() == FieldType.FieldTypeKeyword
                  && request.getFieldIndexParams().getKeywordIndexParams().getIsTenant();
          StoredCollections.Stored stored = collections.get(request.getCollectionName());
          stored.tenantIndex |= tenant && request.getFieldName().equals("user");
          return completed();
        });
  }

  @Override
  public void upsert(UpsertPoints request, StreamObserver<PointsOperationResponse> observer) {
    answer(
        observer,
        () -> {
          Requests.only(request, "collection_name", "wait", "points", "ordering", "update_mode");
          Requests.waitingAndOrdered(request.getWait(), request.getOrdering());
          StoredCollections.Stored stored = collections.get(request.getCollectionName());
          List<StoredCollections.Point> points =
              request.getPointsList().stream().map(point -> point(point, stored)).toList();
          collections.strictness().batch(points.size());
          boolean overwrites = request.getUpdateMode() == UpdateMode.Upsert;
          for (StoredCollections.Point point : points) {
            if (overwrites || !stored.points.containsKey(point.id())) {
              stored.points.put(point.id(), point);
            }
          }
          return completed();
        });
  }

  private static StoredCollections.Point point(PointStruct point, StoredCollections.Stored stored) {
    Requests.only(point, "id", "vectors", "payload");
    float[] vector = vector(point.getVectors().getVector().getDense(), stored);
    return new StoredCollections.Point(id(point.getId()), vector, point.getPayloadMap());
  }

  @Override
  public void delete(DeletePoints request, StreamObserver<PointsOperationResponse> observer) {
    answer(
        observer,
        () -> {
          Requests.only(request, "collection_name", "wait", "points", "ordering");
          Requests.waitingAndOrdered(request.getWait(), request.getOrdering());
          StoredCollections.Stored stored = collections.get(request.getCollectionName());
          if (request.getPoints().hasFilter()) {
            collections.strictness().filterOfUpdate(stored);
            stored.points.values().removeAll(matching(stored, request.getPoints().getFilter()));
          } else {
            request.getPoints().getPoints().getIdsList().forEach(i -> stored.points.remove(id(i)));
          }
          return completed();
        });
  }

  @Override
  public void get(GetPoints request, StreamObserver<GetResponse> observer) {
    answer(
        observer,
        () -> {
          StoredCollections.Stored stored = collections.get(request.getCollectionName());
          GetResponse.Builder answer = GetResponse.newBuilder();
          request.getIdsList().stream()
              .map(PointsService::id)
              .filter(stored.points::containsKey)
              .map(stored.points::get)
              .map(
                  p -> retrieved(p, request.getWithPayload(), request.getWithVectors().getEnable()))
              .forEach(answer::addResult);
          return answer.build();
        });
  }

  @Override
  public void scroll(ScrollPoints request, StreamObserver<ScrollResponse> observer) {
    answer(
        observer,
        () -> {
          Requests.only(
              request,
              "collection_name",
              "filter",
              "offset",
              "limit",
              "with_payload",
              "with_vectors",
              "read_consistency");
          StoredCollections.Stored stored = collections.get(request.getCollectionName());
          collections.strictness().filterOfRead(stored);
          collections.strictness().limit(request.getLimit());
          String from = request.hasOffset() ? id(request.getOffset()) : "";
          List<StoredCollections.Point> rest =
              matching(stored, request.getFilter()).stream()
                  .filter(point -> point.id().compareTo(from) >= 0)
                  .toList();
          int limit = limit(request.getLimit());
          ScrollResponse.Builder answer = ScrollResponse.newBuilder();
          rest.stream()
              .limit(limit)
              .map(
                  p -> retrieved(p, request.getWithPayload(), request.getWithVectors().getEnable()))
              .forEach(answer::addResult);
          if (rest.size() > limit) {
            answer.setNextPageOffset(PointId.newBuilder().setUuid(rest.get(limit).id()));
          }
          return answer.build();
        });
  }

  @Override
  public void count(CountPoints request, StreamObserver<CountResponse> observer) {
    answer(
        observer,
        () -> {
          Requests.only(request, "collection_name", "filter", "exact", "read_consistency");
          StoredCollections.Stored stored = collections.get(request.getCollectionName());
          collections.strictness().filterOfRead(stored);
          collections.strictness().exact(request.getExact());
          int count = matching(stored, request.getFilter()).size();
          return CountResponse.newBuilder()
              .setResult(CountResult.newBuilder().setCount(count))
              .build();
        });
  }

  /** A search that is not exact misses the nearest point, as a graph may. */
  @Override
  public void query(QueryPoints request, StreamObserver<QueryResponse> observer) {
    answer(
        observer,
        () -> {
          Requests.only(
              request,
              "collection_name",
              "query",
              "filter",
              "params",
              "limit",
              "with_payload",
              "with_vectors",
              "read_consistency");
          StoredCollections.Stored stored = collections.get(request.getCollectionName());
          collections.strictness().filterOfRead(stored);
          collections.strictness().exact(request.getParams().getExact());
          collections.strictness().limit(request.getLimit());
          float[] target = vector(request.getQuery().getNearest().getDense(), stored);
          QueryResponse.Builder answer = QueryResponse.newBuilder();
          matching(stored, request.getFilter()).stream()
              .map(point -> new Scored(point, distance(point.vector(), target)))
              .sorted(Comparator.comparing(Scored::score))
              .skip(request.getParams().getExact() ? 0 : 1)
              .limit(limit(request.getLimit()))
              .filter(
                  scored -> !collections.withoutInfiniteScores() || Float.isFinite(scored.score))
              .forEach(scored -> answer.addResult(scored(scored, request)));
          return answer.build();
        });
  }

  private static ScoredPoint scored(Scored scored, QueryPoints request) {
    RetrievedPoint point =
        retrieved(scored.point, request.getWithPayload(), request.getWithVectors().getEnable());
    ScoredPoint.Builder answer =
        ScoredPoint.newBuilder()
            .setId(point.getId())
            .setScore(scored.score)
            .putAllPayload(point.getPayloadMap());
    if (point.hasVectors()) {
      answer.setVectors(point.getVectors());
    }
    return answer.build();
  }

  /**
   * In 32-bit floats and four lanes, as processors do it: not quite what the sum in order gives.
   */
  private static float distance(float[] a, float[] b) {
    float[] lanes = new float[4];
    for (int i = 0; i < a.length; i++) {
      float difference = a[i] - b[i];
      lanes[i % 4] += difference * difference;
    }
    return (float) Math.sqrt((lanes[0] + lanes[1]) + (lanes[2] + lanes[3]));
  }

  private static int limit(long limit) {
    if (limit < 1) {
      throw Requests.wrong("limit " + limit);
    }
    return (int) Math.min(limit, Integer.MAX_VALUE);
  }

  private static Collection<StoredCollections.Point> matching(
      StoredCollections.Stored stored, Filter filter) {
    Predicate<Map<String, Value>> matches = Requests.filter(filter);
    return stored.points.values().stream().filter(p -> matches.test(p.payload())).toList();
  }

  private static float[] vector(DenseVector dense, StoredCollections.Stored stored) {
    if (dense.getDataCount() != stored.params.getSize()) {
      throw Requests.wrong(
          "Vector dimension error: expected dim: "
              + stored.params.getSize()
              + ", got "
              + dense.getDataCount());
    }
    float[] vector = new float[dense.getDataCount()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = dense.getData(i);
    }
    return vector;
  }

  private static String id(PointId id) {
    try {
      return UUID.fromString(id.getUuid()).toString();
    } catch (IllegalArgumentException e) {
      throw Requests.wrong("Unable to parse UUID: " + id.getUuid());
    }
  }

  private static RetrievedPoint retrieved(
      StoredCollections.Point point, WithPayloadSelector payload, boolean withVector) {
    RetrievedPoint.Builder answer =
        RetrievedPoint.newBuilder()
            .setId(PointId.newBuilder().setUuid(point.id()))
            .putAllPayload(selected(point.payload(), payload));
    if (withVector) {
      DenseVector.Builder dense = DenseVector.newBuilder();
      for (float component : point.vector()) {
        dense.addData(component);
      }
      answer.setVectors(
          VectorsOutput.newBuilder().setVector(VectorOutput.newBuilder().setDense(dense)));
    }
    return answer.build();
  }

  private static Map<String, Value> selected(
      Map<String, Value> payload, WithPayloadSelector selector) {
    if (selector.hasEnable()) {
      return selector.getEnable() ? payload : Map.of();
    }
    Map<String, Value> selected = new LinkedHashMap<>(payload);
    selected.keySet().retainAll(selector.getInclude().getFieldsList());
    return selected;
  }

  private static PointsOperationResponse completed() {
    return PointsOperationResponse.newBuilder()
        .setResult(UpdateResult.newBuilder().setStatus(UpdateStatus.Completed))
        .build();
  }
}

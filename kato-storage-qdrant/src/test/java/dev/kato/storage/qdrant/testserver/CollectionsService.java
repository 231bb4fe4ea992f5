package dev.kato.storage.qdrant.testserver;

import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.Collections.CollectionConfig;
import io.qdrant.client.grpc.Collections.CollectionDescription;
import io.qdrant.client.grpc.Collections.CollectionExists;
import io.qdrant.client.grpc.Collections.CollectionExistsRequest;
import io.qdrant.client.grpc.Collections.CollectionExistsResponse;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CollectionOperationResponse;
import io.qdrant.client.grpc.Collections.CollectionParams;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.GetCollectionInfoResponse;
import io.qdrant.client.grpc.Collections.ListCollectionsRequest;
import io.qdrant.client.grpc.Collections.ListCollectionsResponse;
import io.qdrant.client.grpc.Collections.PayloadSchemaInfo;
import io.qdrant.client.grpc.Collections.PayloadSchemaType;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.CollectionsGrpc;

final class CollectionsService extends CollectionsGrpc.CollectionsImplBase {

  private static final int MAX_DIMENSION = 65_536;

  private final StoredCollections collections;

  CollectionsService(StoredCollections collections) {
    this.collections = collections;
  }

  @Override
  public void list(
      ListCollectionsRequest request, StreamObserver<ListCollectionsResponse> observer) {
    Requests.answer(
        observer,
        () -> {
          ListCollectionsResponse.Builder answer = ListCollectionsResponse.newBuilder();
          collections
              .names()
              .forEach(
                  name -> answer.addCollections(CollectionDescription.newBuilder().setName(name)));
          return answer.build();
        });
  }

  @Override
  public void collectionExists(
      CollectionExistsRequest request, StreamObserver<CollectionExistsResponse> observer) {
    Requests.answer(
        observer,
        () ->
            CollectionExistsResponse.newBuilder()
                .setResult(
                    CollectionExists.newBuilder()
                        .setExists(collections.exists(request.getCollectionName())))
                .build());
  }

  @Override
  public void get(
      GetCollectionInfoRequest request, StreamObserver<GetCollectionInfoResponse> observer) {
    Requests.answer(
        observer,
        () -> {
          StoredCollections.Stored stored = collections.get(request.getCollectionName());
          VectorsConfig vectors = VectorsConfig.newBuilder().setParams(stored.params).build();
          CollectionInfo.Builder info =
              CollectionInfo.newBuilder()
                  .setConfig(
                      CollectionConfig.newBuilder()
                          .setParams(CollectionParams.newBuilder().setVectorsConfig(vectors))
                          .setStrictModeConfig(collections.strictMode()));
          if (stored.tenantIndex) {
            info.putPayloadSchema(
                "user",
                PayloadSchemaInfo.newBuilder().setDataType(PayloadSchemaType.Keyword).build());
          }
          return GetCollectionInfoResponse.newBuilder().setResult(info).build();
        });
  }

  @Override
  public void create(
      CreateCollection request, StreamObserver<CollectionOperationResponse> observer) {
    Requests.answer(
        observer,
        () -> {
          Requests.only(request, "collection_name", "vectors_config", "hnsw_config");
          VectorParams params = request.getVectorsConfig().getParams();
          Requests.only(params, "size", "distance");
          if (params.getSize() < 1 || params.getSize() > MAX_DIMENSION) {
            throw Requests.wrong("vector size " + params.getSize());
          }
          if (params.getDistance() == Distance.UnknownDistance) {
            throw Requests.wrong("no distance");
          }
          collections.create(request.getCollectionName(), params);
          return CollectionOperationResponse.newBuilder().setResult(true).build();
        });
  }
}

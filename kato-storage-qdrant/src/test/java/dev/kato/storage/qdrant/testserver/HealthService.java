package dev.kato.storage.qdrant.testserver;

import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.QdrantGrpc;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckReply;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckRequest;

final class HealthService extends QdrantGrpc.QdrantImplBase {

  @Override
  public void healthCheck(HealthCheckRequest request, StreamObserver<HealthCheckReply> observer) {
    Requests.answer(
        observer,
        () -> HealthCheckReply.newBuilder().setTitle("test double").setVersion("1.18.0").build());
  }
}

package dev.kato.storage.qdrant.testserver;

import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.QdrantGrpc;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckReply;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckRequest;
import java.util.function.Supplier;

final class HealthService extends QdrantGrpc.QdrantImplBase {

  private final Supplier<String> version;

  HealthService(Supplier<String> version) {
    this.version = version;
  }

  @Override
  public void healthCheck(HealthCheckRequest request, StreamObserver<HealthCheckReply> observer) {
    Requests.answer(
        observer,
        () ->
            HealthCheckReply.newBuilder()
                .setTitle("test double")
                .setVersion(version.get())
                .build());
  }
}

package dev.kato.storage.qdrant.testserver;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.WriteOrdering;
import io.qdrant.client.grpc.Points.WriteOrderingType;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What all requests have in common. Whatever this server does not know, it refuses. */
final class Requests {

  private Requests() {}

  static <T> void answer(StreamObserver<T> observer, Supplier<T> answer) {
    try {
      observer.onNext(answer.get());
      observer.onCompleted();
    } catch (StatusRuntimeException e) {
      observer.onError(e);
    }
  }

  static StatusRuntimeException wrong(String what) {
    return Status.INVALID_ARGUMENT.withDescription("Wrong input: " + what).asRuntimeException();
  }

  /** Refuses a message that has other fields than these. */
  static void only(Message message, String... fields) {
    for (FieldDescriptor field : message.getAllFields().keySet()) {
      if (!Set.of(fields).contains(field.getName())) {
        throw Status.UNIMPLEMENTED
            .withDescription(message.getDescriptorForType().getName() + "." + field.getName())
            .asRuntimeException();
      }
    }
    if (!message.getUnknownFields().asMap().isEmpty()) {
      throw wrong("unknown fields");
    }
  }

  static void waitingAndOrdered(boolean wait, WriteOrdering ordering) {
    if (!wait || ordering.getType() != WriteOrderingType.Strong) {
      throw wrong("a write that is not awaited, or not strongly ordered");
    }
  }

  /** Only equality of keywords, all of which must hold. */
  static Predicate<Map<String, Value>> filter(Filter filter) {
    only(filter, "must");
    if (filter.getMustCount() == 0) {
      throw wrong("a filter without conditions");
    }
    return payload ->
        filter.getMustList().stream().allMatch(condition -> matches(condition, payload));
  }

  private static boolean matches(Condition condition, Map<String, Value> payload) {
    only(condition, "field");
    only(condition.getField(), "key", "match");
    only(condition.getField().getMatch(), "keyword");
    Value value = payload.get(condition.getField().getKey());
    return value != null
        && value.hasStringValue()
        && value.getStringValue().equals(condition.getField().getMatch().getKeyword());
  }
}

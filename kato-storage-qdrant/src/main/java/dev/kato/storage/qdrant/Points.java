package dev.kato.storage.qdrant;

import dev.kato.model.FloatVector;
import dev.kato.model.InvalidInputException;
import dev.kato.model.UserId;
import io.qdrant.client.ConditionFactory;
import io.qdrant.client.PointIdFactory;
import io.qdrant.client.ValueFactory;
import io.qdrant.client.VectorsFactory;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.VectorOutput;
import io.qdrant.client.grpc.Points.VectorsOutput;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** How a vector is a point: {@code docs/qdrant-layout.md}. */
final class Points {

  static final String USER = "user";
  static final String SYMBOL = "symbol";

  private Points() {}

  /** Of user and symbol, each with its length before it, so that no two pairs run together. */
  static PointId id(UserId user, String symbol) {
    MessageDigest digest = sha256();
    for (String text : List.of(user.value(), symbol)) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      digest.update(bytes);
    }
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    return PointIdFactory.id(new UUID(hash.getLong(), hash.getLong()));
  }

  static PointStruct point(UserId user, String symbol, FloatVector vector) {
    return PointStruct.newBuilder()
        .setId(id(user, symbol))
        .setVectors(VectorsFactory.vectors(vector.toArray()))
        .putPayload(USER, ValueFactory.value(user.value()))
        .putPayload(SYMBOL, ValueFactory.value(symbol))
        .build();
  }

  static Filter of(UserId user) {
    return Filter.newBuilder().addMust(ConditionFactory.matchKeyword(USER, user.value())).build();
  }

  static String symbol(Map<String, Value> payload) {
    Value symbol = payload.get(SYMBOL);
    if (symbol == null) {
      throw Failures.refused("a point has no symbol", null);
    }
    return symbol.getStringValue();
  }

  static FloatVector vector(VectorsOutput vectors) {
    List<Float> data = components(vectors.getVector());
    float[] components = new float[data.size()];
    for (int i = 0; i < components.length; i++) {
      components[i] = data.get(i);
    }
    try {
      return FloatVector.of(components);
    } catch (InvalidInputException e) {
      throw Failures.refused("a point has no usable vector", e);
    }
  }

  /** Servers before 1.16 answer in the field that is deprecated now. */
  @SuppressWarnings("deprecation")
  private static List<Float> components(VectorOutput vector) {
    return vector.hasDense() ? vector.getDense().getDataList() : vector.getDataList();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.kato.storage.redis;

import dev.kato.model.FloatVector;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Vectors as base64 of their components, big-endian IEEE 754: short and exact. */
final class Floats {

  private Floats() {}

  static String encode(FloatVector vector) {
    ByteBuffer bytes = ByteBuffer.allocate(vector.dimension() * Float.BYTES);
    bytes.asFloatBuffer().put(vector.toArray());
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  static FloatVector decode(String text) {
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
    float[] components = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(components);
    return FloatVector.of(components);
  }

  static String encodeDoubles(List<Double> vector) {
    ByteBuffer bytes = ByteBuffer.allocate(vector.size() * Double.BYTES);
    vector.forEach(bytes::putDouble);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  static List<Double> decodeDoubles(String text) {
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
    List<Double> components = new ArrayList<>(bytes.remaining() / Double.BYTES);
    while (bytes.hasRemaining()) {
      components.add(bytes.getDouble());
    }
    return components;
  }
}

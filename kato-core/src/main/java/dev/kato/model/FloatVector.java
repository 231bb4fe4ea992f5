package dev.kato.model;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * An immutable vector of finite 32-bit floats; &minus;0.0 is stored as 0.0, so equal vectors have
 * equal bytes.
 */
public final class FloatVector {

  private static final String PREFIX = "VCTR|";

  private final float[] components;

  private FloatVector(float[] components) {
    this.components = components;
  }

  /**
   * A vector of these components.
   *
   * @throws InvalidInputException if there is none, or one is not finite
   */
  public static FloatVector of(float... components) {
    float[] copy = components.clone();
    if (copy.length == 0) {
      throw new InvalidInputException("vectors", "a vector needs at least one component");
    }
    for (int i = 0; i < copy.length; i++) {
      if (!Float.isFinite(copy[i])) {
        throw new InvalidInputException(
            "vectors", "component " + i + " is not finite as a 32-bit float");
      }
      copy[i] += 0.0f;
    }
    return new FloatVector(copy);
  }

  /**
   * The element-wise sum, taken in 64-bit floats in the order given, then rounded to 32 bits.
   *
   * @param vectors at least one; all of one dimension, which is at least 1
   * @throws VectorDimensionMismatchException if dimensions differ
   * @throws InvalidInputException if a vector is empty or a component of the sum is not finite
   */
  public static FloatVector sum(List<List<Double>> vectors) {
    double[] sum = new double[vectors.get(0).size()];
    for (List<Double> vector : vectors) {
      if (vector.size() != sum.length) {
        throw new VectorDimensionMismatchException(sum.length, vector.size());
      }
      for (int i = 0; i < sum.length; i++) {
        sum[i] += vector.get(i);
      }
    }
    float[] rounded = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      rounded[i] = (float) sum[i];
    }
    return of(rounded);
  }

  /** Number of components, at least 1. */
  public int dimension() {
    return components.length;
  }

  /** The component at {@code index}. */
  public float get(int index) {
    return components[index];
  }

  /** A fresh array of the components. */
  public float[] toArray() {
    return components.clone();
  }

  /**
   * The squared Euclidean distance, summed in 64-bit floats in component order, so that every
   * implementation that calls it ranks alike.
   *
   * @throws VectorDimensionMismatchException if dimensions differ
   */
  public double squaredDistance(FloatVector other) {
    if (other.components.length != components.length) {
      throw new VectorDimensionMismatchException(components.length, other.components.length);
    }
    double sum = 0;
    for (int i = 0; i < components.length; i++) {
      double difference = (double) components[i] - other.components[i];
      sum += difference * difference;
    }
    return sum;
  }

  /**
   * The symbol this vector becomes: {@code VCTR|} and the SHA-1 (hex) of its components as
   * big-endian IEEE-754 32-bit floats.
   */
  public String symbol() {
    ByteBuffer bytes = ByteBuffer.allocate(components.length * Float.BYTES);
    for (float component : components) {
      bytes.putFloat(component);
    }
    return PREFIX + Sha1.hex(bytes.array());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FloatVector vector && Arrays.equals(components, vector.components);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(components);
  }

  @Override
  public String toString() {
    return Arrays.toString(components);
  }
}

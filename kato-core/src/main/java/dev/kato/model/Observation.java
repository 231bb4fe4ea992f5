package dev.kato.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is seen at one moment. All parts may be empty.
 *
 * @param strings symbols, in the order they were given
 * @param vectors vectors of one dimension, each with at least one component, all finite
 * @param emotives numbers from &minus;1e100 to 1e100 by name, in code point order
 * @param metadata JSON values by name; see {@link JsonValues}
 * @param uniqueId the caller's name for this observation, 1 to 256 characters: giving it again with
 *     the same content is recognised as a repeat
 */
public record Observation(
    List<String> strings,
    List<List<Double>> vectors,
    Map<String, Double> emotives,
    Map<String, @Nullable Object> metadata,
    @Nullable String uniqueId) {

  /**
   * Copies and checks all parts.
   *
   * @throws VectorDimensionMismatchException if vectors differ in dimension
   * @throws InvalidInputException if any other part breaks its rule
   */
  public Observation {
    strings = new Event(strings).symbols();
    vectors = vectors.stream().map(List::copyOf).toList();
    emotives = CodePoints.sortedCopy(emotives);
    metadata = JsonValues.copy("metadata", metadata);
    checkVectors(vectors);
    Emotives.check("emotives", emotives);
    UniqueId.check(uniqueId);
  }

  /** An observation of symbols alone. */
  public static Observation of(String... strings) {
    return new Observation(List.of(strings), List.of(), Map.of(), Map.of(), null);
  }

  /** The same with these vectors. */
  public Observation withVectors(List<List<Double>> newVectors) {
    return new Observation(strings, newVectors, emotives, metadata, uniqueId);
  }

  /** The same with this one vector, whose components are taken exactly. */
  public Observation withVector(float[] newVector) {
    List<Double> components = new ArrayList<>(newVector.length);
    for (float component : newVector) {
      components.add((double) component);
    }
    return withVectors(List.of(components));
  }

  /**
   * The same with this one vector: {@code withVector(1, 2)} and {@code withVector(0.5f)} too, whose
   * components become doubles without a loss.
   */
  public Observation withVector(double... newVector) {
    return withVectors(List.of(Arrays.stream(newVector).boxed().toList()));
  }

  /** The same with these emotives. */
  public Observation withEmotives(Map<String, Double> newEmotives) {
    return new Observation(strings, vectors, newEmotives, metadata, uniqueId);
  }

  /** The same with this metadata. */
  public Observation withMetadata(Map<String, ? extends @Nullable Object> newMetadata) {
    return new Observation(
        strings, vectors, emotives, JsonValues.copy("metadata", newMetadata), uniqueId);
  }

  /** The same with this id. */
  public Observation withUniqueId(@Nullable String newUniqueId) {
    return new Observation(strings, vectors, emotives, metadata, newUniqueId);
  }

  /** The metadata's values as text, as they are learned: as Python's {@code str} renders them. */
  public Map<String, String> metadataTexts() {
    return PythonText.texts(metadata);
  }

  /** SHA-1 (hex) of the content without the id: equal for observations of equal content. */
  public String digest() {
    return JsonValues.digest(List.of(strings, vectors, emotives, metadata));
  }

  private static void checkVectors(List<List<Double>> vectors) {
    for (int i = 0; i < vectors.size(); i++) {
      List<Double> vector = vectors.get(i);
      if (vector.isEmpty()) {
        throw new InvalidInputException("vectors[" + i + "]", "must not be empty");
      }
      if (vector.size() != vectors.get(0).size()) {
        throw new VectorDimensionMismatchException(vectors.get(0).size(), vector.size());
      }
      for (int j = 0; j < vector.size(); j++) {
        Finite.check("vectors[" + i + "][" + j + "]", vector.get(j));
      }
    }
  }
}

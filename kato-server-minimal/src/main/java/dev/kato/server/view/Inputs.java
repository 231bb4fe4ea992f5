package dev.kato.server.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kato.model.InvalidInputException;
import dev.kato.model.Observation;
import dev.kato.model.SequenceOptions;
import dev.kato.model.UserId;
import dev.kato.server.http.HttpFailure;
import dev.kato.server.http.Json;
import dev.kato.server.http.Request;
import dev.kato.server.http.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values for the core out of bodies that have the shapes of {@link Shapes}. */
public final class Inputs {

  private Inputs() {}

  /** The body as one observation. */
  public static Observation observation(Request request) {
    Observation observation = observation(request.body());
    return observation.withUniqueId(uniqueId(request));
  }

  /**
   * The caller's name for the whole request, by which a repeat is recognised: the body's {@code
   * unique_id}, else the header {@code Idempotency-Key}, which a load balancer can give to every
   * attempt at one request.
   */
  public static @Nullable String uniqueId(Request request) {
    String given = text(request.body(), "unique_id");
    return given == null
        ? request.header("Idempotency-Key").filter(key -> !key.isBlank()).orElse(null)
        : given;
  }

  /**
   * The body's observations.
   *
   * @throws InvalidInputException naming the index of the first that is wrong
   */
  public static List<Observation> observations(Request request) {
    List<Observation> observations = new ArrayList<>();
    for (JsonNode item : request.body().path("observations")) {
      try {
        observations.add(observation(item));
      } catch (InvalidInputException e) {
        throw e.within("observations[" + observations.size() + "]");
      }
    }
    return observations;
  }

  /**
   * A user's id that is not in the body.
   *
   * @param where the part of the request, and then the name that it has there
   * @throws HttpFailure naming that place if it can be no user's id
   */
  public static String user(String id, Object... where) {
    try {
      return new UserId(id).value();
    } catch (InvalidInputException e) {
      throw HttpFailure.invalid(e.problem(), "value_error", where);
    }
  }

  /** What the body asks to be done between observations. */
  public static SequenceOptions sequenceOptions(Request request, boolean startEmpty) {
    JsonNode body = request.body();
    return new SequenceOptions(
        body.path("learn_after_each").asBoolean(),
        body.path("learn_at_end").asBoolean(),
        body.path("clear_stm_between").asBoolean(),
        startEmpty,
        uniqueId(request));
  }

  /** The configuration in a body: under {@code config}, or the body itself. */
  public static Map<String, @Nullable Object> config(Request request) {
    JsonNode wrapped = request.body().get("config");
    if (wrapped == null) {
      return Json.map(request.body());
    }
    if (!wrapped.isObject()) {
      throw HttpFailure.invalid(
          "Input should be a valid dictionary", "dict_type", "body", "config");
    }
    return Json.map(wrapped);
  }

  /** The body's {@code metadata}; empty where there is none. */
  public static Map<String, @Nullable Object> metadata(Request request) {
    return request.field("metadata").map(Json::map).orElse(Map.of());
  }

  /** The body's {@code ttl_seconds}. */
  public static Optional<Duration> ttl(Request request) {
    Optional<JsonNode> field = request.field("ttl_seconds");
    if (field.isEmpty()) {
      return Optional.empty();
    }
    if (!field.get().canConvertToLong()) {
      throw HttpFailure.invalid("must be 1..31536000", "int_range", "body", "ttl_seconds");
    }
    return Optional.of(Duration.ofSeconds(field.get().longValue()));
  }

  /** A field of text; null when it is absent or null. */
  public static @Nullable String text(JsonNode body, String name) {
    JsonNode value = body.get(name);
    return value == null || value.isNull() ? null : value.textValue();
  }

  private static Observation observation(JsonNode node) {
    List<String> strings = new ArrayList<>();
    node.path("strings").forEach(string -> strings.add(string.textValue()));
    List<List<Double>> vectors = new ArrayList<>();
    node.path("vectors").forEach(vector -> vectors.add(numbers(vector)));
    Map<String, Double> emotives = new LinkedHashMap<>();
    node.path("emotives")
        .properties()
        .forEach(entry -> emotives.put(entry.getKey(), Schema.toDouble(entry.getValue())));
    return new Observation(
        strings, vectors, emotives, Json.map(node.path("metadata")), text(node, "unique_id"));
  }

  /** A window of emotives, oldest first. */
  public static List<Map<String, Double>> emotives(JsonNode window) {
    List<Map<String, Double>> entries = new ArrayList<>();
    for (JsonNode item : window) {
      Map<String, Double> entry = new LinkedHashMap<>();
      item.properties()
          .forEach(emotive -> entry.put(emotive.getKey(), emotive.getValue().doubleValue()));
      entries.add(entry);
    }
    return entries;
  }

  private static List<Double> numbers(JsonNode vector) {
    List<Double> numbers = new ArrayList<>(vector.size());
    vector.forEach(number -> numbers.add(Schema.toDouble(number)));
    return numbers;
  }
}

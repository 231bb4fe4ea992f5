package dev.kato.storage.redis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kato.model.Emotives;
import dev.kato.model.Event;
import dev.kato.model.FloatVector;
import dev.kato.model.LearnResult;
import dev.kato.model.Observation;
import dev.kato.model.ObserveResult;
import dev.kato.model.Outcome;
import dev.kato.model.PatternName;
import dev.kato.model.Receipt;
import dev.kato.model.SequenceResult;
import dev.kato.model.SessionId;
import dev.kato.model.SessionState;
import dev.kato.model.ShortTermMemory;
import dev.kato.model.UserId;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.SessionContent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what {@link SessionWriter} writes. */
final class SessionReader {

  private SessionReader() {}

  static SessionContent content(JsonNode json) {
    JsonNode prepared = json.path("prepared");
    return new SessionContent(
        state(json.path("state")),
        prepared.isObject()
            ? Optional.of(
                new SessionContent.Prepared(
                    list(prepared.path("learnings"), SessionReader::learning),
                    state(prepared.path("next"))))
            : Optional.empty());
  }

  private static SessionState state(JsonNode json) {
    return new SessionState(
        new SessionId(json.path("id").asText()),
        new UserId(json.path("user").asText()),
        Instant.parse(json.path("created_at").asText()),
        Duration.parse(json.path("ttl").asText()),
        TypedJson.readMap(json.path("metadata")),
        TypedJson.readMap(json.path("config")),
        json.path("time").asLong(),
        memory(json.path("memory")),
        optional(json.path("percept"), SessionReader::observation),
        list(json.path("receipts"), SessionReader::receipt),
        json.has("notes") ? TypedJson.readMap(json.path("notes")) : Map.of());
  }

  private static ShortTermMemory memory(JsonNode json) {
    return new ShortTermMemory(
        events(json),
        map(json.path("vectors"), SessionReader::vector),
        list(json.path("emotives"), SessionReader::emotives),
        list(json.path("metadata"), entry -> map(entry, JsonNode::asText)));
  }

  private static Observation observation(JsonNode json) {
    return new Observation(
        list(json.path("strings"), JsonNode::asText),
        list(json.path("vectors"), vector -> Floats.decodeDoubles(vector.asText())),
        emotives(json.path("emotives")),
        TypedJson.readMap(json.path("metadata")),
        optional(json.path("unique_id"), JsonNode::asText));
  }

  private static LearnRequest learning(JsonNode json) {
    return new LearnRequest(
        json.path("operation").asText(),
        new PatternName(json.path("name").asText()),
        events(json),
        list(json.path("emotives"), SessionReader::emotives),
        json.path("persistence").asInt(),
        map(json.path("metadata"), values -> list(values, JsonNode::asText)),
        emotives(json.path("affinity")),
        map(json.path("vectors"), SessionReader::vector),
        json.has("until") ? Instant.parse(json.path("until").asText()) : Instant.MAX);
  }

  private static Receipt receipt(JsonNode json) {
    return new Receipt(json.path("id").asText(), json.path("digest").asText(), outcome(json));
  }

  private static Outcome outcome(JsonNode json) {
    if (json.has("observed")) {
      return observed(json.path("observed"));
    }
    return json.has("learned") ? learned(json.path("learned")) : sequence(json.path("sequence"));
  }

  private static ObserveResult observed(JsonNode json) {
    return new ObserveResult(
        json.path("id").asText(),
        json.path("time").asLong(),
        json.path("length").asInt(),
        name(json.path("auto_learned")));
  }

  private static LearnResult learned(JsonNode json) {
    return new LearnResult(name(json.path("name")), json.path("events").asInt());
  }

  private static SequenceResult sequence(JsonNode json) {
    return new SequenceResult(
        json.path("initial_length").asInt(),
        json.path("final_length").asInt(),
        list(
            json.path("steps"),
            step ->
                new SequenceResult.Step(
                    observed(step.path("observed")),
                    optional(step.path("learned"), SessionReader::learned))),
        optional(json.path("final_learn"), SessionReader::learned));
  }

  private static List<Event> events(JsonNode json) {
    return list(json.path("events"), event -> new Event(list(event, JsonNode::asText)));
  }

  /** Those that were written before emotives had a bound may lie beyond it. */
  private static Map<String, Double> emotives(JsonNode json) {
    return Emotives.clamped(map(json, JsonNode::asDouble));
  }

  private static FloatVector vector(JsonNode json) {
    return Floats.decode(json.asText());
  }

  private static @Nullable PatternName name(JsonNode json) {
    return optional(json, hash -> new PatternName(hash.asText()));
  }

  private static <T> @Nullable T optional(JsonNode json, Function<JsonNode, T> reader) {
    return json.isMissingNode() ? null : reader.apply(json);
  }

  private static <T> List<T> list(JsonNode json, Function<JsonNode, T> reader) {
    List<T> items = new ArrayList<>(json.size());
    json.forEach(item -> items.add(reader.apply(item)));
    return items;
  }

  private static <T> Map<String, T> map(JsonNode json, Function<JsonNode, T> reader) {
    Map<String, T> entries = new LinkedHashMap<>();
    json.properties().forEach(e -> entries.put(e.getKey(), reader.apply(e.getValue())));
    return entries;
  }
}

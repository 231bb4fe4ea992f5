package dev.kato.storage.redis;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.kato.model.Event;
import dev.kato.model.FloatVector;
import dev.kato.model.LearnResult;
import dev.kato.model.Observation;
import dev.kato.model.ObserveResult;
import dev.kato.model.Outcome;
import dev.kato.model.PatternName;
import dev.kato.model.Receipt;
import dev.kato.model.SequenceResult;
import dev.kato.model.SessionState;
import dev.kato.model.ShortTermMemory;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.SessionContent;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what {@link SessionReader} reads. */
final class SessionWriter {

  /** Writes one value. */
  private interface Part<T extends @Nullable Object> {
    void write(T value) throws IOException;
  }

  private final JsonGenerator json;

  SessionWriter(JsonGenerator json) {
    this.json = json;
  }

  void content(SessionContent content) throws IOException {
    json.writeStartObject();
    json.writeNumberField("v", SessionFormat.VERSION);
    json.writeFieldName("state");
    state(content.state());
    if (content.prepared().isPresent()) {
      SessionContent.Prepared prepared = content.prepared().get();
      json.writeObjectFieldStart("prepared");
      list("learnings", prepared.learnings(), this::learning);
      json.writeFieldName("next");
      state(prepared.next());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void state(SessionState state) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", state.id().value());
    json.writeStringField("user", state.user().value());
    json.writeStringField("created_at", state.createdAt().toString());
    json.writeStringField("ttl", state.ttl().toString());
    map("metadata", state.metadata(), this::value);
    map("config", state.config(), this::value);
    json.writeNumberField("time", state.time());
    json.writeFieldName("memory");
    memory(state.memory());
    if (state.percept() != null) {
      json.writeFieldName("percept");
      observation(state.percept());
    }
    list("receipts", state.receipts(), this::receipt);
    if (!state.notes().isEmpty()) {
      map("notes", state.notes(), this::value);
    }
    json.writeEndObject();
  }

  private void memory(ShortTermMemory memory) throws IOException {
    json.writeStartObject();
    events(memory.events());
    map("vectors", memory.vectors(), this::vector);
    list("emotives", memory.emotives(), this::numbers);
    list("metadata", memory.metadata(), entry -> map(entry, json::writeString));
    json.writeEndObject();
  }

  private void observation(Observation observation) throws IOException {
    json.writeStartObject();
    list("strings", observation.strings(), json::writeString);
    list("vectors", observation.vectors(), v -> json.writeString(Floats.encodeDoubles(v)));
    map("emotives", observation.emotives(), json::writeNumber);
    map("metadata", observation.metadata(), this::value);
    text("unique_id", observation.uniqueId());
    json.writeEndObject();
  }

  private void learning(LearnRequest learning) throws IOException {
    json.writeStartObject();
    json.writeStringField("operation", learning.operationId());
    json.writeStringField("name", learning.name().hash());
    events(learning.events());
    list("emotives", learning.emotives(), this::numbers);
    json.writeNumberField("persistence", learning.persistence());
    map("metadata", learning.metadata(), values -> list(values, json::writeString));
    map("affinity", learning.affinity(), json::writeNumber);
    map("vectors", learning.vectors(), this::vector);
    json.writeStringField("until", learning.repeatableUntil().toString());
    json.writeEndObject();
  }

  private void receipt(Receipt receipt) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", receipt.uniqueId());
    json.writeStringField("digest", receipt.digest());
    outcome(receipt.outcome());
    json.writeEndObject();
  }

  private void outcome(Outcome outcome) throws IOException {
    if (outcome instanceof ObserveResult observed) {
      optional("observed", observed, this::observed);
    } else if (outcome instanceof LearnResult learned) {
      optional("learned", learned, this::learned);
    } else if (outcome instanceof SequenceResult sequence) {
      optional("sequence", sequence, this::sequence);
    }
  }

  private void observed(ObserveResult observed) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", observed.uniqueId());
    json.writeNumberField("time", observed.time());
    json.writeNumberField("length", observed.stmLength());
    name("auto_learned", observed.autoLearned());
    json.writeEndObject();
  }

  private void learned(LearnResult learned) throws IOException {
    json.writeStartObject();
    name("name", learned.name());
    json.writeNumberField("events", learned.events());
    json.writeEndObject();
  }

  private void sequence(SequenceResult sequence) throws IOException {
    json.writeStartObject();
    json.writeNumberField("initial_length", sequence.initialStmLength());
    json.writeNumberField("final_length", sequence.finalStmLength());
    list(
        "steps",
        sequence.steps(),
        step -> {
          json.writeStartObject();
          optional("observed", step.observed(), this::observed);
          optional("learned", step.learned(), this::learned);
          json.writeEndObject();
        });
    optional("final_learn", sequence.finalLearn(), this::learned);
    json.writeEndObject();
  }

  private void events(List<Event> events) throws IOException {
    list("events", events, event -> list(event.symbols(), json::writeString));
  }

  private void numbers(Map<String, Double> numbers) throws IOException {
    map(numbers, json::writeNumber);
  }

  private void vector(FloatVector vector) throws IOException {
    json.writeString(Floats.encode(vector));
  }

  private void name(String field, @Nullable PatternName name) throws IOException {
    text(field, name == null ? null : name.hash());
  }

  private void text(String field, @Nullable String text) throws IOException {
    optional(field, text, json::writeString);
  }

  private <T> void optional(String field, @Nullable T value, Part<T> part) throws IOException {
    if (value != null) {
      json.writeFieldName(field);
      part.write(value);
    }
  }

  private <T extends @Nullable Object> void list(
      String field, Collection<? extends T> items, Part<T> part) throws IOException {
    json.writeFieldName(field);
    list(items, part);
  }

  private <T extends @Nullable Object> void list(Collection<? extends T> items, Part<T> part)
      throws IOException {
    json.writeStartArray();
    for (T item : items) {
      part.write(item);
    }
    json.writeEndArray();
  }

  private <T extends @Nullable Object> void map(
      String field, Map<String, ? extends T> entries, Part<T> part) throws IOException {
    json.writeFieldName(field);
    map(entries, part);
  }

  private <T extends @Nullable Object> void map(Map<String, ? extends T> entries, Part<T> part)
      throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, ? extends T> entry : entries.entrySet()) {
      json.writeFieldName(entry.getKey());
      part.write(entry.getValue());
    }
    json.writeEndObject();
  }

  private void value(@Nullable Object value) throws IOException {
    TypedJson.write(json, value);
  }
}

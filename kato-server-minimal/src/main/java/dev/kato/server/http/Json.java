package dev.kato.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * JSON in and out: strict in what it reads, the same bytes for the same values in what it writes.
 */
public final class Json {

  private static final int MAX_DEPTH = 110;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  // Buffers of a thread would stay with each of hundreds of threads.
                  .recyclerPool(JsonRecyclerPools.sharedBoundedPool())
                  // Names whose hashes are equal would be refused, as an error of ours.
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .build();

  /** Leaves a stream open, and does not push on what it has written to it. */
  private static final ObjectWriter WRITER =
      MAPPER
          .writer()
          .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .without(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);

  private Json() {}

  /**
   * The value in these bytes.
   *
   * @throws HttpFailure if they are not exactly one JSON value in UTF-8, with distinct field names
   *     and no deeper than {@value #MAX_DEPTH}
   */
  public static JsonNode parse(byte[] bytes) {
    return parse(bytes, nodes -> {});
  }

  /**
   * The same.
   *
   * @param counter is told the number of values so far, now and then, and throws if they are too
   *     many
   */
  static JsonNode parse(byte[] bytes, LongConsumer counter) {
    try {
      // Decoded here, for Jackson's own decoder takes overlong forms.
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      JsonNode node = tree(text.toString(), counter);
      if (node == null || node.isMissingNode()) {
        throw HttpFailure.invalid("Field required", "missing", "body");
      }
      return node;
    } catch (StreamConstraintsException e) {
      throw invalid("JSON is nested too deeply, or a number in it is too long");
    } catch (JsonProcessingException e) {
      JsonLocation place = e.getLocation();
      throw invalid(
          "JSON decode error at line " + place.getLineNr() + " column " + place.getColumnNr());
    } catch (CharacterCodingException e) {
      throw invalid("JSON must be encoded in UTF-8");
    }
  }

  private static @Nullable JsonNode tree(String text, LongConsumer counter)
      throws JsonProcessingException {
    try (JsonParser parser = new CountingParser(MAPPER.createParser(text), counter)) {
      JsonNode node = MAPPER.readTree(parser);
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "more than one value");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpFailure invalid(String message) {
    return HttpFailure.invalid(message, "json_invalid", "body");
  }

  /** The value as text, compact. */
  public static byte[] bytes(@Nullable Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the value, compact and in UTF-8. Does not close. */
  public static void write(@Nullable Object value, OutputStream out) throws IOException {
    try {
      WRITER.writeValue(out, value);
    } catch (JsonProcessingException e) {
      // A value that cannot be written is a defect of ours; other failures are the stream's.
      throw new UncheckedIOException(e);
    }
  }

  /** The value as the core takes it: null, Boolean, whole and real numbers, String, List, Map. */
  public static @Nullable Object value(JsonNode node) {
    if (node.isObject()) {
      return map(node);
    }
    if (node.isArray()) {
      return list(node);
    }
    if (node.isNumber()) {
      return node.numberValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return node.isNull() ? null : node.textValue();
  }

  /** An object as the core takes it; empty for null. */
  public static Map<String, @Nullable Object> map(JsonNode node) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    node.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
    return map;
  }

  private static List<@Nullable Object> list(JsonNode node) {
    List<@Nullable Object> list = new ArrayList<>(node.size());
    node.forEach(item -> list.add(value(item)));
    return list;
  }
}

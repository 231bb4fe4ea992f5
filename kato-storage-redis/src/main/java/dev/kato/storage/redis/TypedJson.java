package dev.kato.storage.redis;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON values whose numbers keep their Java type. Plain JSON has an int, or the next larger type
 * that holds it, for a whole number, and a double for any other; what differs is written as an
 * object with one key, {@code {"$long": "5"}}. A map with one key that begins with {@code $} is
 * wrapped in {@code {"$map": …}}, so that it is not taken for one of these.
 */
final class TypedJson {

  private static final String LONG = "$long";
  private static final String INTEGER = "$integer";
  private static final String DECIMAL = "$decimal";
  private static final String MAP = "$map";

  private TypedJson() {}

  static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      writeMap(json, map);
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object item : list) {
        write(json, item);
      }
      json.writeEndArray();
    } else if (value instanceof Number number) {
      writeNumber(json, number);
    } else if (value instanceof Boolean bool) {
      json.writeBoolean(bool);
    } else if (value == null) {
      json.writeNull();
    } else {
      json.writeString(value.toString());
    }
  }

  private static void writeMap(JsonGenerator json, Map<?, ?> map) throws IOException {
    boolean wrapped = map.size() == 1 && map.keySet().iterator().next().toString().startsWith("$");
    if (wrapped) {
      json.writeStartObject();
      json.writeFieldName(MAP);
    }
    json.writeStartObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      json.writeFieldName(entry.getKey().toString());
      write(json, entry.getValue());
    }
    json.writeEndObject();
    if (wrapped) {
      json.writeEndObject();
    }
  }

  private static void writeNumber(JsonGenerator json, Number number) throws IOException {
    if (number instanceof Integer) {
      json.writeNumber(number.intValue());
    } else if (number instanceof Double) {
      json.writeNumber(number.doubleValue());
    } else if (number instanceof Long) {
      if (number.longValue() == number.intValue()) {
        writeTagged(json, LONG, number);
      } else {
        json.writeNumber(number.longValue());
      }
    } else if (number instanceof BigInteger whole) {
      if (whole.bitLength() < Long.SIZE) {
        writeTagged(json, INTEGER, number);
      } else {
        json.writeNumber(whole);
      }
    } else {
      writeTagged(json, DECIMAL, number);
    }
  }

  private static void writeTagged(JsonGenerator json, String type, Number number)
      throws IOException {
    json.writeStartObject();
    json.writeStringField(type, number.toString());
    json.writeEndObject();
  }

  /** A map that is not one of the objects that stand for something else. */
  static Map<String, @Nullable Object> readMap(JsonNode json) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    json.properties().forEach(entry -> map.put(entry.getKey(), read(entry.getValue())));
    return map;
  }

  private static @Nullable Object read(JsonNode json) {
    return switch (json.getNodeType()) {
      case OBJECT -> readObject(json);
      case ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>(json.size());
        json.forEach(item -> list.add(read(item)));
        yield list;
      }
      case NUMBER -> json.numberValue();
      case BOOLEAN -> json.booleanValue();
      case STRING -> json.textValue();
      default -> null;
    };
  }

  private static Object readObject(JsonNode json) {
    if (json.size() == 1) {
      Map.Entry<String, JsonNode> only = json.properties().iterator().next();
      String text = only.getValue().asText();
      switch (only.getKey()) {
        case LONG:
          return Long.valueOf(text);
        case INTEGER:
          return new BigInteger(text);
        case DECIMAL:
          return new BigDecimal(text);
        case MAP:
          return readMap(only.getValue());
        default:
          break;
      }
    }
    return readMap(json);
  }
}

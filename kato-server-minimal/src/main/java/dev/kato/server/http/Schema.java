package dev.kato.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a JSON value must look like: checks bodies, and describes them. Types are strict: a string
 * is not a number, nor the other way round.
 */
public sealed interface Schema {

  /** Anything. */
  Schema ANY = new Any();

  /** Text. */
  Schema TEXT = new Simple("string", "string_type", "Input should be a valid string");

  /** true or false. */
  Schema BOOL = new Simple("boolean", "bool_type", "Input should be a valid boolean");

  /** A finite number. */
  Schema NUMBER = new Simple("number", "float_type", "Input should be a valid number");

  /** A finite number, or text that holds one: what the older services took for a number. */
  Schema NUMBER_OR_TEXT = new NumberOrText();

  /** A whole number; 60.0 is one. */
  Schema WHOLE = new Simple("integer", "int_type", "Input should be a valid integer");

  /** An object with any fields. */
  Schema OBJECT = new MapOf(ANY);

  /** A list. */
  static Schema list(Schema item) {
    return new ListOf(item);
  }

  /** An object with any names and such values. */
  static Schema map(Schema value) {
    return new MapOf(value);
  }

  /** The same, or null. */
  static Schema orNull(Schema schema) {
    return new OrNull(schema);
  }

  /**
   * The same, told with more keywords of JSON Schema: for bounds that are checked where the value
   * is used.
   */
  static Schema described(Schema schema, Object... keywordsAndValues) {
    return new Described(schema, Fields.of(keywordsAndValues));
  }

  /** One of two. */
  static Schema either(Schema first, Schema second) {
    return new Either(first, second);
  }

  /** An object with these fields; others are ignored. */
  static Obj object(Field... fields) {
    return new Obj(List.of(fields));
  }

  /** A field that must be there. */
  static Field field(String name, Schema schema) {
    return new Field(name, schema, true);
  }

  /** A field that may be left out. */
  static Field optional(String name, Schema schema) {
    return new Field(name, schema, false);
  }

  /** Adds to {@code problems} whatever is wrong with a value. */
  void check(JsonNode value, Place place, Problems problems);

  /** This as JSON Schema. */
  Map<String, @Nullable Object> toJsonSchema();

  /** One field of an object. */
  record Field(String name, Schema schema, boolean required) {}

  /** Anything. */
  record Any() implements Schema {
    @Override
    public void check(JsonNode value, Place place, Problems problems) {}

    @Override
    public Map<String, @Nullable Object> toJsonSchema() {
      return Fields.of();
    }
  }

  /** A value that is neither list nor object. */
  record Simple(String type, String problemType, String message) implements Schema {
    @Override
    public void check(JsonNode value, Place place, Problems problems) {
      boolean fits =
          switch (type) {
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isNumber() && value.canConvertToExactIntegral();
            default -> value.isNumber() && Double.isFinite(value.doubleValue());
          };
      if (!fits) {
        problems.add(place, message, problemType);
      }
    }

    @Override
    public Map<String, @Nullable Object> toJsonSchema() {
      return Fields.of("type", type);
    }
  }

  /** A number, also as text. */
  record NumberOrText() implements Schema {

    /** Possessive: what does not fit is seen in one pass. */
    private static final Pattern NUMERAL =
        Pattern.compile(
            "[+-]?+(\\d{1,400}+\\.?+\\d{0,400}+|\\.\\d{1,400}+)([eE][+-]?+\\d{1,9}+)?+");

    @Override
    public void check(JsonNode value, Place place, Problems problems) {
      boolean numeral = value.isTextual() && NUMERAL.matcher(value.textValue().strip()).matches();
      if (!(value.isNumber() || numeral) || !Double.isFinite(toDouble(value))) {
        problems.add(place, "Input should be a valid number", "float_type");
      }
    }

    @Override
    public Map<String, @Nullable Object> toJsonSchema() {
      return Fields.of("type", List.of("number", "string"));
    }
  }

  /** The number in a value that {@link #NUMBER} or {@link #NUMBER_OR_TEXT} lets pass. */
  static double toDouble(JsonNode value) {
    return value.isTextual() ? Double.parseDouble(value.textValue().strip()) : value.doubleValue();
  }

  /** A list. */
  record ListOf(Schema item) implements Schema {
    @Override
    public void check(JsonNode value, Place place, Problems problems) {
      if (!value.isArray()) {
        problems.add(place, "Input should be a valid list", "list_type");
        return;
      }
      for (int i = 0; i < value.size() && !problems.full(); i++) {
        item.check(value.get(i), place.inside(i), problems);
      }
    }

    @Override
    public Map<String, @Nullable Object> toJsonSchema() {
      return Fields.of("type", "array", "items", item.toJsonSchema());
    }
  }

  /** An object of equal values. */
  record MapOf(Schema value) implements Schema {
    @Override
    public void check(JsonNode node, Place place, Problems problems) {
      if (!node.isObject()) {
        problems.add(place, "Input should be a valid dictionary", "dict_type");
        return;
      }
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        if (problems.full()) {
          return;
        }
        value.check(entry.getValue(), place.inside(entry.getKey()), problems);
      }
    }

    @Override
    public Map<String, @Nullable Object> toJsonSchema() {
      return Fields.of("type", "object", "additionalProperties", value.toJsonSchema());
    }
  }

  /** Null or something. */
  record OrNull(Schema schema) implements Schema {
    @Override
    public void check(JsonNode value, Place place, Problems problems) {
      if (!value.isNull()) {
        schema.check(value, place, problems);
      }
    }

    @Override
    public Map<String, @Nullable Object> toJsonSchema() {
      return Fields.of("anyOf", List.of(schema.toJsonSchema(), Fields.of("type", "null")));
    }
  }

  /** With more keywords. */
  record Described(Schema schema, Map<String, @Nullable Object> keywords) implements Schema {
    @Override
    public void check(JsonNode value, Place place, Problems problems) {
      schema.check(value, place, problems);
    }

    @Override
    public Map<String, @Nullable Object> toJsonSchema() {
      Map<String, @Nullable Object> json = schema.toJsonSchema();
      json.putAll(keywords);
      return json;
    }
  }

  /** One of two: only described, for no body is so. */
  record Either(Schema first, Schema second) implements Schema {
    @Override
    public void check(JsonNode value, Place place, Problems problems) {
      throw new UnsupportedOperationException("no body may be one of two");
    }

    @Override
    public Map<String, @Nullable Object> toJsonSchema() {
      return Fields.of("anyOf", List.of(first.toJsonSchema(), second.toJsonSchema()));
    }
  }

  /** An object with known fields. */
  record Obj(List<Field> fields) implements Schema {

    /** The same where each field may be missing. */
    public Obj inPart() {
      return new Obj(
          fields.stream().map(each -> new Field(each.name(), each.schema(), false)).toList());
    }

    /** The same with more fields. */
    public Obj and(Field... more) {
      return new Obj(Stream.concat(fields.stream(), Stream.of(more)).toList());
    }

    @Override
    public void check(JsonNode value, Place place, Problems problems) {
      if (!value.isObject()) {
        problems.add(place, "Input should be a valid dictionary", "dict_type");
        return;
      }
      for (Field field : fields) {
        JsonNode member = value.get(field.name());
        if (member != null) {
          field.schema().check(member, place.inside(field.name()), problems);
        } else if (field.required()) {
          problems.add(place.inside(field.name()), "Field required", "missing");
        }
      }
    }

    @Override
    public Map<String, @Nullable Object> toJsonSchema() {
      Map<String, @Nullable Object> properties = Fields.of();
      fields.forEach(field -> properties.put(field.name(), field.schema().toJsonSchema()));
      Map<String, @Nullable Object> json = Fields.of("type", "object", "properties", properties);
      List<String> required = fields.stream().filter(Field::required).map(Field::name).toList();
      if (!required.isEmpty()) {
        json.put("required", required);
      }
      return json;
    }
  }
}

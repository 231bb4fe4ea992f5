package dev.kato.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values as JSON has them: null, booleans, strings, finite numbers, lists, and maps with string
 * keys. What a Java caller has in another type is taken as the value that JSON would give back, so
 * that it is the same in every store: a {@link Byte} or {@link Short} as {@link Integer}, a {@link
 * Float} as the {@link Double} of its shortest decimal (0.1f as 0.1), a {@link WireNamed} choice as
 * its name. Numbers that change, as an {@code AtomicInteger} does, arrays and sets are no JSON
 * values: make a number or a {@link List} of them.
 */
public final class JsonValues {

  private static final int MAX_DEPTH = 100;

  private JsonValues() {}

  /**
   * A deep, unmodifiable copy; maps keep their order.
   *
   * @param field path of the map, for errors
   * @throws InvalidInputException if a value is of another type, not finite, nested deeper than 100
   *     or text that is not well-formed Unicode
   */
  public static Map<String, @Nullable Object> copy(
      String field, Map<String, ? extends @Nullable Object> map) {
    return map.isEmpty() ? Map.of() : copyMap(field, map, 0);
  }

  /** The number as JSON would give it back; empty if {@code value} is no number of JSON. */
  public static Optional<Number> number(@Nullable Object value) {
    if (value instanceof Byte || value instanceof Short) {
      return Optional.of(((Number) value).intValue());
    }
    if (value instanceof Float real) {
      return Optional.of(PythonText.shortestDecimal(real));
    }
    return value instanceof Integer
            || value instanceof Long
            || value instanceof BigInteger
            || value instanceof BigDecimal
            || value instanceof Double
        ? Optional.of((Number) value)
        : Optional.empty();
  }

  /** SHA-1 (hex) of a value: equal for equal values, maps compared in their order. */
  public static String digest(Object value) {
    return Sha1.hex(PythonText.repr(value).getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable Object copyValue(String field, @Nullable Object value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new InvalidInputException(field, "is nested deeper than " + MAX_DEPTH);
    }
    if (value == null || value instanceof Boolean) {
      return value;
    }
    if (value instanceof String text) {
      return checkText(field, text);
    }
    if (value instanceof WireNamed named) {
      return named.wireName();
    }
    if (value instanceof List<?> list) {
      return copyList(field, list, depth);
    }
    if (value instanceof Map<?, ?> map) {
      return copyMap(field, map, depth);
    }
    Number number =
        number(value)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        field, "is not a JSON value, but a " + value.getClass().getName()));
    return number instanceof Double real ? Finite.check(field, real) : number;
  }

  private static List<@Nullable Object> copyList(String field, List<?> list, int depth) {
    List<@Nullable Object> copy = new ArrayList<>(list.size());
    for (Object item : list) {
      copy.add(copyValue(field + "[" + copy.size() + "]", item, depth + 1));
    }
    return Collections.unmodifiableList(copy);
  }

  private static Map<String, @Nullable Object> copyMap(String field, Map<?, ?> map, int depth) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          if (!(key instanceof String name)) {
            throw new InvalidInputException(field, "has a key that is not a string");
          }
          checkText(field, name);
          copy.put(name, copyValue(field + "." + name, value, depth + 1));
        });
    return Collections.unmodifiableMap(copy);
  }

  private static String checkText(String field, String text) {
    if (!CodePoints.isWellFormed(text)) {
      throw new InvalidInputException(field, "holds a lone surrogate");
    }
    return text;
  }
}

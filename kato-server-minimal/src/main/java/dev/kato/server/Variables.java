package dev.kato.server;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Variables as an environment or a properties file has them, read by type. Immutable.
 *
 * <p>What reads one throws IllegalArgumentException that names variable, value and range.
 *
 * @param values by name; those not asked for are ignored
 */
public record Variables(Map<String, String> values) {

  /** A copy of these. */
  public static Variables of(Map<String, String> values) {
    return new Variables(Map.copyOf(values));
  }

  /** The variable's value, unless it is absent or blank. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /** What stands between commas; blanks do not count. */
  public List<String> list(String name) {
    return text(name).stream()
        .flatMap(items -> Arrays.stream(items.split(",")))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  /** A whole number in a range. */
  public long whole(String name, long min, long max, long otherwise) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      long value = Long.parseLong(text.get());
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Refused below, as one out of range is.
    }
    String range = max == Long.MAX_VALUE ? min + " or more" : min + ".." + max;
    throw bad(name, text.get(), "a whole number " + range);
  }

  /** Yes or no. */
  public boolean bool(String name, boolean otherwise) {
    return switch (text(name).orElse("").toLowerCase(Locale.ROOT)) {
      case "" -> otherwise;
      case "true", "1", "yes", "on" -> true;
      case "false", "0", "no", "off" -> false;
      default -> throw bad(name, text(name).orElse(""), "true or false");
    };
  }

  /** One of some words, in any case. */
  public String oneOf(String name, String otherwise, String... choices) {
    String text = text(name).orElse(otherwise);
    return Arrays.stream(choices)
        .filter(text::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(() -> bad(name, text, "one of " + String.join(", ", choices)));
  }

  /** What is wrong with a variable. */
  public static IllegalArgumentException bad(String name, String value, String expected) {
    return new IllegalArgumentException(name + " = " + value + ": must be " + expected);
  }
}

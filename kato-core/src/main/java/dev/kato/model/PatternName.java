package dev.kato.model;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The name of a pattern: the SHA-1 of its events as Python prints a list of lists of strings.
 *
 * @param hash 40 lower-case hexadecimal digits
 */
public record PatternName(String hash) implements Comparable<PatternName> {

  private static final String PREFIX = "PTRN|";
  private static final int DIGITS = 40;

  /**
   * Checks the hash.
   *
   * @throws IllegalArgumentException if it is not 40 lower-case hexadecimal digits
   */
  public PatternName {
    if (!isHash(hash)) {
      throw new IllegalArgumentException("not 40 lower-case hexadecimal digits: " + hash);
    }
  }

  /** The name of the pattern with these events. */
  public static PatternName of(List<Event> events) {
    String text = PythonText.repr(events.stream().map(Event::symbols).toList());
    return new PatternName(Sha1.hex(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Reads a name with or without the prefix {@code PTRN|}; empty if it is neither. */
  public static Optional<PatternName> parse(String text) {
    String hash = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
    return isHash(hash) ? Optional.of(new PatternName(hash)) : Optional.empty();
  }

  private static boolean isHash(String text) {
    for (int i = 0; i < text.length(); i++) {
      char digit = text.charAt(i);
      if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
        return false;
      }
    }
    return text.length() == DIGITS;
  }

  /** The name as users see it: {@code PTRN|} and the hash. */
  public String prefixed() {
    return PREFIX + hash;
  }

  @Override
  public int compareTo(PatternName other) {
    return hash.compareTo(other.hash);
  }

  @Override
  public String toString() {
    return hash;
  }
}

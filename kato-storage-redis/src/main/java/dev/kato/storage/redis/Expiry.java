package dev.kato.storage.redis;

import java.time.Instant;
import java.util.Locale;

/** Times as 20 digits, seconds and nanoseconds since 1970, which sort as text. */
final class Expiry {

  private static final int SECOND_DIGITS = 11;
  private static final Instant LAST = Instant.ofEpochSecond(99_999_999_999L, 999_999_999);

  private Expiry() {}

  static String text(Instant instant) {
    Instant kept = clamp(instant);
    return String.format(Locale.ROOT, "%011d%09d", kept.getEpochSecond(), kept.getNano());
  }

  static Instant parse(String text) {
    return Instant.ofEpochSecond(
        Long.parseLong(text.substring(0, SECOND_DIGITS)),
        Long.parseLong(text.substring(SECOND_DIGITS)));
  }

  /** Milliseconds since 1970, rounded up. */
  static String millis(Instant instant) {
    return Long.toString(clamp(instant).plusNanos(999_999).toEpochMilli());
  }

  private static Instant clamp(Instant instant) {
    if (instant.isBefore(Instant.EPOCH)) {
      return Instant.EPOCH;
    }
    return instant.isAfter(LAST) ? LAST : instant;
  }
}

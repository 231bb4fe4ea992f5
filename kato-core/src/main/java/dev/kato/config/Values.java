package dev.kato.config;

import dev.kato.model.CodePoints;
import dev.kato.model.JsonValues;
import dev.kato.model.WireNamed;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The kinds of configuration values. A null that is allowed parses to {@link #NULL}. */
final class Values {

  static final Object NULL = new Object();

  private Values() {}

  /**
   * One kind.
   *
   * @param range for messages
   * @param parser from a JSON value to a typed one; empty if it does not fit
   */
  record Kind(String range, Function<@Nullable Object, Optional<Object>> parser) {
    Optional<Object> parse(@Nullable Object raw) {
      return parser.apply(raw);
    }
  }

  static Kind integer(int min, int max) {
    return new Kind(
        "int " + min + (max == Integer.MAX_VALUE ? " or more" : ".." + max),
        raw -> whole(raw).filter(value -> value >= min && value <= max).map(Long::intValue));
  }

  private static Optional<Long> whole(@Nullable Object raw) {
    return JsonValues.number(raw)
        .filter(
            number ->
                number instanceof Integer
                    || number instanceof Long
                    || (number instanceof BigInteger big && big.bitLength() < Long.SIZE))
        .map(Number::longValue);
  }

  static Kind number(double min, double max) {
    return new Kind(
        "number " + (int) min + ".." + (int) max,
        raw ->
            JsonValues.number(raw)
                .map(Number::doubleValue)
                .filter(value -> value >= min && value <= max)
                .map(Object.class::cast));
  }

  static Kind bool() {
    return new Kind(
        "true or false", raw -> Optional.ofNullable(raw).filter(Boolean.class::isInstance));
  }

  static <E extends Enum<E> & WireNamed> Kind oneOf(Class<E> type) {
    String names =
        Arrays.stream(type.getEnumConstants())
            .map(WireNamed::wireName)
            .collect(Collectors.joining(", "));
    return new Kind(
        "one of " + names,
        raw ->
            Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.wireName().equals(raw) || constant.equals(raw))
                .findFirst()
                .map(Object.class::cast));
  }

  static Kind textOrNull() {
    return new Kind(
        "text or null",
        raw -> {
          if (raw == null) {
            return Optional.of(NULL);
          }
          return raw instanceof String text && CodePoints.isWellFormed(text)
              ? Optional.of(text)
              : Optional.empty();
        });
  }
}

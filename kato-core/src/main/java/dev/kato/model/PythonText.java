package dev.kato.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Text as Python's {@code str} and {@code repr} render JSON values. Names of patterns hang on it.
 */
final class PythonText {

  private PythonText() {}

  /** As Python's {@code str(value)}: text as is, everything else as its repr. */
  static String str(@Nullable Object value) {
    return value instanceof String text ? text : repr(value);
  }

  /**
   * As Python's {@code repr(value)} for null, booleans, numbers, strings, lists and maps.
   *
   * @throws IllegalArgumentException for any other type
   */
  static String repr(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    append(out, value);
    return out.toString();
  }

  private static void append(StringBuilder out, @Nullable Object value) {
    if (value == null) {
      out.append("None");
    } else if (value instanceof String text) {
      appendString(out, text);
    } else if (value instanceof Boolean flag) {
      out.append(flag ? "True" : "False");
    } else if (value instanceof Double real) {
      out.append(floatText(real));
    } else if (value instanceof BigDecimal decimal) {
      out.append(floatText(decimal.doubleValue()));
    } else if (value instanceof Integer || value instanceof Long || value instanceof BigInteger) {
      out.append(value);
    } else if (value instanceof List<?> list) {
      appendList(out, list);
    } else if (value instanceof Map<?, ?> map) {
      appendMap(out, map);
    } else {
      throw new IllegalArgumentException("not a JSON value: " + value.getClass().getName());
    }
  }

  private static void appendList(StringBuilder out, List<?> list) {
    out.append('[');
    String separator = "";
    for (Object item : list) {
      out.append(separator);
      append(out, item);
      separator = ", ";
    }
    out.append(']');
  }

  private static void appendMap(StringBuilder out, Map<?, ?> map) {
    out.append('{');
    String separator = "";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(separator);
      append(out, entry.getKey());
      out.append(": ");
      append(out, entry.getValue());
      separator = ", ";
    }
    out.append('}');
  }

  private static void appendString(StringBuilder out, String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    out.append(quote);
    text.codePoints().forEach(codePoint -> appendCodePoint(out, codePoint, quote));
    out.append(quote);
  }

  private static void appendCodePoint(StringBuilder out, int codePoint, char quote) {
    switch (codePoint) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\\' -> out.append("\\\\");
      default -> {
        if (codePoint == quote) {
          out.append('\\').append(quote);
        } else if (PythonPrintable.test(codePoint)) {
          out.appendCodePoint(codePoint);
        } else if (codePoint < 0x100) {
          out.append("\\x").append(hex(codePoint, 2));
        } else if (codePoint < 0x10000) {
          out.append("\\u").append(hex(codePoint, 4));
        } else {
          out.append("\\U").append(hex(codePoint, 8));
        }
      }
    }
  }

  private static String hex(int value, int digits) {
    String text = Integer.toHexString(value);
    return "0".repeat(digits - text.length()) + text;
  }

  /** The shortest decimal that reads back as {@code value}; {@code Double.toString} is not. */
  private static String floatText(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal shortest =
        shortest(new BigDecimal(value), 17, decimal -> decimal.doubleValue() == value);
    String digits = shortest.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - shortest.scale();
    String sign = value < 0 ? "-" : "";
    return sign
        + (exponent < -4 || exponent >= 16
            ? scientific(digits, exponent)
            : positional(digits, exponent));
  }

  /**
   * The double whose decimal is the shortest that reads back as {@code value}; {@code
   * Float.toString} is not on every JDK.
   */
  static double shortestDecimal(float value) {
    if (!Float.isFinite(value) || value == 0) {
      return value;
    }
    return shortest(new BigDecimal(value), 9, decimal -> decimal.floatValue() == value)
        .doubleValue();
  }

  /**
   * Tries fewer digits first; of two that read back, the one closer to the value wins.
   *
   * @param enough digits that always read back
   */
  private static BigDecimal shortest(
      BigDecimal exact, int enough, Predicate<BigDecimal> readsBack) {
    for (int precision = 1; precision < enough; precision++) {
      BigDecimal down = exact.round(new MathContext(precision, RoundingMode.DOWN));
      BigDecimal up = exact.round(new MathContext(precision, RoundingMode.UP));
      boolean downReadsBack = readsBack.test(down);
      boolean upReadsBack = readsBack.test(up);
      if (downReadsBack || upReadsBack) {
        BigDecimal closer = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
        BigDecimal only = downReadsBack ? down : up;
        return (downReadsBack && upReadsBack ? closer : only).stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(enough, RoundingMode.HALF_EVEN)).stripTrailingZeros();
  }

  private static String scientific(String digits, int exponent) {
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    String power = String.valueOf(Math.abs(exponent));
    return digits.charAt(0)
        + fraction
        + (exponent < 0 ? "e-" : "e+")
        + (power.length() < 2 ? "0" + power : power);
  }

  private static String positional(String digits, int exponent) {
    if (exponent < 0) {
      return "0." + "0".repeat(-exponent - 1) + digits;
    }
    int whole = exponent + 1;
    if (digits.length() <= whole) {
      return digits + "0".repeat(whole - digits.length()) + ".0";
    }
    return digits.substring(0, whole) + "." + digits.substring(whole);
  }

  /** Renders each value of a metadata map, as it is stored with a pattern. */
  static Map<String, String> texts(Map<String, ? extends @Nullable Object> values) {
    Map<String, String> texts = new HashMap<>();
    values.forEach((key, value) -> texts.put(key, str(value)));
    return CodePoints.sortedCopy(texts);
  }
}

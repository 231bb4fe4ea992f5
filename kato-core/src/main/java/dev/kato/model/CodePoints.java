package dev.kato.model;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The one order KATO sorts text by: Unicode code points, as Python does, not UTF-16 units. */
public final class CodePoints {

  /** Compares by code point; consistent with {@link String#equals}. */
  public static final Comparator<String> ORDER = CodePoints::compare;

  private CodePoints() {}

  /** Compares two strings by code point. Negative, zero or positive as usual. */
  public static int compare(String a, String b) {
    if (a.equals(b)) {
      return 0;
    }
    int end = Math.min(a.length(), b.length());
    for (int i = 0; i < end; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        return Integer.compare(rank(x), rank(y));
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** Surrogates stand for code points above every other UTF-16 unit, so they rank above U+FFFF. */
  private static int rank(char unit) {
    return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
  }

  /** Whether {@code text} is well-formed Unicode: no surrogate stands alone. */
  public static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (Character.isSurrogate(unit)) {
        boolean pair =
            Character.isHighSurrogate(unit)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /** The number of code points in {@code text}. */
  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /**
   * An unmodifiable copy whose iteration order is that of the keys' code points. Of such a copy the
   * copy is itself.
   */
  public static <V extends @Nullable Object> Map<String, V> sortedCopy(
      Map<String, ? extends V> map) {
    if (map.isEmpty()) {
      return Map.of();
    }
    if (map instanceof Sorted<? extends V> sorted) {
      @SuppressWarnings("unchecked") // Nothing can be put into it.
      Map<String, V> same = (Map<String, V>) sorted;
      return same;
    }
    TreeMap<String, V> sorted = new TreeMap<>(ORDER);
    sorted.putAll(map);
    return new Sorted<>(sorted);
  }

  private static final class Sorted<V extends @Nullable Object> extends AbstractMap<String, V> {
    private final Map<String, V> entries;

    Sorted(TreeMap<String, V> sorted) {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(sorted));
    }

    @Override
    public Set<Map.Entry<String, V>> entrySet() {
      return entries.entrySet();
    }

    @Override
    public @Nullable V get(@Nullable Object key) {
      return entries.get(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
      return entries.containsKey(key);
    }
  }

  /** An unmodifiable list of {@code texts} in code point order; duplicates stay. */
  public static List<String> sorted(Collection<String> texts) {
    return texts.stream().sorted(ORDER).toList();
  }
}

package dev.kato.recall.align;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Similarity of texts by the longest common subsequence of their code points. Bit-parallel
 * (Hyyr&ouml;'s form): one pass over the second text per 64 code points of the first.
 */
public final class TextSimilarity {

  private final int length;
  private final int words;
  private final Map<Integer, long[]> positions = new HashMap<>();

  /** Prepares one text for comparison with many. */
  public TextSimilarity(String text) {
    int[] codePoints = text.codePoints().toArray();
    length = codePoints.length;
    words = (length + 63) >>> 6;
    for (int i = 0; i < length; i++) {
      positions.computeIfAbsent(codePoints[i], unseen -> new long[words])[i >>> 6] |= 1L << i;
    }
  }

  /** Code points of the prepared text. */
  public int length() {
    return length;
  }

  /** Whether the prepared text has that code point. */
  public boolean has(int codePoint) {
    return positions.containsKey(codePoint);
  }

  /** Length of the longest common subsequence with {@code other}. */
  public int common(int[] other) {
    long[] unmatched = new long[words];
    Arrays.fill(unmatched, -1L);
    for (int codePoint : other) {
      long[] here = positions.get(codePoint);
      if (here != null) {
        advance(unmatched, here);
      }
    }
    int common = 0;
    for (int word = 0; word < words; word++) {
      long zeros = ~unmatched[word];
      if (word == words - 1 && (length & 63) != 0) {
        zeros &= (1L << length) - 1;
      }
      common += Long.bitCount(zeros);
    }
    return common;
  }

  /** One step: V = (V + (V &amp; M)) | (V &amp; ~M), with the carry going from word to word. */
  private void advance(long[] unmatched, long[] here) {
    long carry = 0;
    for (int word = 0; word < words; word++) {
      long old = unmatched[word];
      long matched = old & here[word];
      long sum = old + matched;
      long overflow = Long.compareUnsigned(sum, old) < 0 ? 1 : 0;
      long total = sum + carry;
      overflow |= Long.compareUnsigned(total, sum) < 0 ? 1 : 0;
      unmatched[word] = total | (old & ~here[word]);
      carry = overflow;
    }
  }

  /** 2L / (sum of the lengths); 1 when both are empty. */
  public double similarity(String other) {
    int[] codePoints = other.codePoints().toArray();
    int total = length + codePoints.length;
    return total == 0 ? 1 : 2.0 * common(codePoints) / total;
  }
}

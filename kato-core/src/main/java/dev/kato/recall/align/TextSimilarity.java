package dev.kato.recall.align;

import dev.kato.recall.base.Budget;
import java.util.Arrays;

/**
 * Similarity of texts by the longest common subsequence of their code points. Memory is linear in
 * the prepared text. Not thread-safe.
 *
 * <p>Bit-parallel (Hyyr&ouml;, "Bit-parallel LCS-length computation revisited", 2004): a bit for
 * each position of the prepared text, and a step for each code point of the other one, which costs
 * at most a 64th of the prepared text's length. Of a code point that is rare in the prepared text a
 * step touches only words that hold a position of it, and those that a carry goes through; so texts
 * with few equal code points cost little more than their lengths.
 */
public final class TextSimilarity {

  /** A code point has a bit mask if half the words might hold it: of 128 at most that is so. */
  private static final int RARITY = 2;

  private final int[] text;
  private final CodePointTable table;
  private final int words;

  /** The positions of code points that are not rare, one bit each. */
  private final long[] masks;

  /** By number of a code point where its mask begins, or -1 if it is rare. */
  private final int[] maskAt;

  /** A bit for each position; see {@link #common(int[], Budget)}. */
  private long[] unmatched = {};

  /** All bits are 0 before this word. */
  private int firstWord;

  /** No bit counts from this word on. */
  private int endWord;

  /** No bit is 0 from this word on. */
  private int ones;

  /** By number of a code point how many of the other text's were seen. */
  private int[] seen = {};

  /** Prepares one text for comparison with many. */
  public TextSimilarity(String text) {
    this(text.codePoints().toArray());
  }

  /** Prepares the code points of a text, which stay as they are. */
  public TextSimilarity(int[] text) {
    this.text = text;
    table = new CodePointTable(this.text);
    words = (this.text.length + 63) >>> 6;
    maskAt = new int[table.distinct()];
    int end = 0;
    for (int number = 0; number < maskAt.length; number++) {
      boolean rare = RARITY * table.count(number) < words;
      maskAt[number] = rare ? -1 : end;
      end += rare ? 0 : words;
    }
    masks = new long[end];
    for (int number = 0; number < maskAt.length; number++) {
      for (int i = table.from(number); maskAt[number] >= 0 && i < table.to(number); i++) {
        int position = table.position(i);
        masks[maskAt[number] + (position >>> 6)] |= 1L << position;
      }
    }
  }

  /** Code points of the prepared text. */
  public int length() {
    return text.length;
  }

  /** Whether the prepared text has that code point. */
  public boolean has(int codePoint) {
    return table.number(codePoint) >= 0;
  }

  /** At least the length of the longest common subsequence: what both have, in any order. */
  public int mostCommon(int[] other, Budget budget) {
    budget.spend(other.length);
    if (seen.length < table.distinct()) {
      seen = new int[table.distinct()];
    }
    Arrays.fill(seen, 0);
    int common = 0;
    for (int codePoint : other) {
      int number = table.number(codePoint);
      if (number >= 0 && seen[number] < table.count(number)) {
        seen[number]++;
        common++;
      }
    }
    return common;
  }

  /**
   * Length of the longest common subsequence with {@code other}.
   *
   * <p>After the first code points of the other text, a bit is 0 where the prepared text up to
   * there, this position included, has a longer subsequence in common with them than it has up to
   * the position before. What both begin and end with is not gone through.
   */
  public int common(int[] other, Budget budget) {
    int least = Math.min(text.length, other.length);
    int begin = Arrays.mismatch(text, other);
    begin = begin < 0 ? least : begin;
    int end = 0;
    while (end < least - begin && text[text.length - 1 - end] == other[other.length - 1 - end]) {
      end++;
    }
    begin(begin, text.length - end);
    for (int i = begin; i < other.length - end; i++) {
      int number = table.number(other[i]);
      if (number >= 0) {
        budget.spend(1 + step(number));
      } else {
        budget.spend(1);
      }
    }
    int common = zeros(text.length - end) + end;
    assert common >= begin && common <= least : common;
    return common;
  }

  /**
   * As it is after as many code points as both begin with; positions from {@code to} on do not
   * count.
   */
  private void begin(int alike, int to) {
    if (unmatched.length < words) {
      unmatched = new long[words];
    }
    firstWord = alike >>> 6;
    endWord = to + 63 >>> 6;
    ones = alike + 63 >>> 6;
    Arrays.fill(unmatched, 0, firstWord, 0);
    Arrays.fill(unmatched, firstWord, words, -1L);
    if ((alike & 63) != 0) {
      unmatched[firstWord] = -1L << alike;
    }
  }

  /** One step, and how many words it looked at. */
  private int step(int number) {
    return maskAt[number] < 0 ? stepByPositions(number) : stepByWords(maskAt[number]);
  }

  /** V = (V + (V &amp; M)) | (V &amp; ~M), with the carry going from word to word. */
  private int stepByWords(int mask) {
    long[] bits = unmatched;
    long[] all = masks;
    long carry = 0;
    for (int word = firstWord; word < endWord; word++) {
      long old = bits[word];
      long matched = old & all[mask + word];
      long sum = old + matched;
      bits[word] = sum + carry | old ^ matched;
      carry = overflow(old, matched, sum) | carry & isFull(sum);
    }
    ones = endWord;
    return endWord - firstWord;
  }

  /** The same, where most words of M are 0. A carry passes words without a 0 and leaves them so. */
  private int stepByPositions(int number) {
    int to = table.to(number);
    int next = table.from(number);
    int word = table.position(next) >>> 6;
    int looks = to - next;
    long carry = 0;
    while (word < endWord) {
      long mask = 0;
      while (next < to && table.position(next) >>> 6 == word) {
        mask |= 1L << table.position(next++);
      }
      ones = mask == 0 ? ones : Math.max(ones, word + 1);
      carry = advance(word++, mask, carry);
      looks++;
      if (carry == 0 || word >= ones) {
        word = next < to ? Math.max(word, table.position(next) >>> 6) : endWord;
      }
    }
    return looks;
  }

  /** A step in one word; returns the carry. */
  private long advance(int word, long mask, long carry) {
    long old = unmatched[word];
    long matched = old & mask;
    long sum = old + matched;
    unmatched[word] = sum + carry | old ^ matched;
    return overflow(old, matched, sum) | carry & isFull(sum);
  }

  /** 1 if a sum of two numbers, the second of which has only bits of the first, has overflowed. */
  private static long overflow(long old, long matched, long sum) {
    return (matched | old & ~sum) >>> 63;
  }

  /** 1 if all bits are set, else 0; so that a carry waits for nothing but the one before it. */
  private static long isFull(long sum) {
    return (~sum - 1 & sum) >>> 63;
  }

  /** Bits that are 0, of the positions below this. */
  private int zeros(int positions) {
    int zeros = 0;
    for (int word = 0; word < positions >>> 6; word++) {
      zeros += Long.bitCount(~unmatched[word]);
    }
    if ((positions & 63) != 0) {
      zeros += Long.bitCount(~unmatched[positions >>> 6] & (1L << positions) - 1);
    }
    return zeros;
  }

  /** 2L / (sum of the lengths); 1 when both are empty. */
  public double similarity(int[] other, Budget budget) {
    int total = text.length + other.length;
    return total == 0 ? 1 : 2.0 * common(other, budget) / total;
  }
}

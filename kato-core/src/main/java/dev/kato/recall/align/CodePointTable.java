package dev.kato.recall.align;

import dev.kato.recall.base.IntPair;
import java.util.Arrays;

/**
 * Where each code point of a text is: sorted, so that no choice of text makes it slow, and the
 * first 256 in an array of their own. Memory is linear in the text. Any thread may read.
 */
final class CodePointTable {

  private static final int DIRECT = 256;

  /** By code point one more than its number, or 0. */
  private final short[] direct = new short[DIRECT];

  /** The code points that the text has, ascending; the number of one is its index. */
  private final int[] points;

  /** By number where its positions begin; one more than there are numbers. */
  private final int[] starts;

  private final int[] positions;

  CodePointTable(int[] text) {
    long[] sorted = new long[text.length];
    for (int i = 0; i < text.length; i++) {
      sorted[i] = IntPair.of(text[i], i);
    }
    Arrays.sort(sorted);
    int[] distinct = new int[text.length];
    int[] from = new int[text.length + 1];
    positions = new int[text.length];
    int count = 0;
    for (int i = 0; i < sorted.length; i++) {
      int point = IntPair.first(sorted[i]);
      positions[i] = IntPair.second(sorted[i]);
      if (count == 0 || distinct[count - 1] != point) {
        distinct[count] = point;
        from[count++] = i;
        if (point < DIRECT) {
          direct[point] = (short) count;
        }
      }
    }
    from[count] = text.length;
    points = Arrays.copyOf(distinct, count);
    starts = Arrays.copyOf(from, count + 1);
  }

  /** The number of a code point, negative if the text does not have it. */
  int number(int point) {
    return point < DIRECT ? direct[point] - 1 : Arrays.binarySearch(points, point);
  }

  /** How many different ones there are. */
  int distinct() {
    return points.length;
  }

  /** How often one is there. */
  int count(int number) {
    return starts[number + 1] - starts[number];
  }

  int from(int number) {
    return starts[number];
  }

  int to(int number) {
    return starts[number + 1];
  }

  /** The positions of one lie, ascending, at {@link #from} to {@link #to}. */
  int position(int index) {
    return positions[index];
  }
}

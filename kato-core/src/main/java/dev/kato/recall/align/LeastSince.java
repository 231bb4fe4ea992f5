package dev.kato.recall.align;

/**
 * Numbers that are noted one after the other, and the least of those noted after some index: only
 * those are kept that are less than all after them. Not thread-safe.
 */
final class LeastSince {

  /** The indexes of what is kept, ascending, and the numbers, ascending as well. */
  private final int[] indexes;

  private final int[] numbers;
  private int count;

  /** For at most so many numbers. */
  LeastSince(int most) {
    indexes = new int[most];
    numbers = new int[most];
  }

  /** Forgets all. */
  void clear() {
    count = 0;
  }

  /** Notes a number; its index must be greater than those before. */
  void note(int index, int number) {
    assert count == 0 || index > indexes[count - 1] : index;
    while (count > 0 && numbers[count - 1] >= number) {
      count--;
    }
    indexes[count] = index;
    numbers[count++] = number;
  }

  /** The least number noted with an index greater than this one, of which there must be one. */
  int after(int index) {
    int from = count - 1;
    if (from > 0 && indexes[from - 1] > index) {
      int low = 0;
      while (low < from) {
        int middle = (low + from) >>> 1;
        if (indexes[middle] > index) {
          from = middle;
        } else {
          low = middle + 1;
        }
      }
    }
    assert indexes[from] > index : index;
    return numbers[from];
  }
}

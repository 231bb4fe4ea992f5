package dev.kato.recall.align;

/**
 * One pair of a case of {@link PairMemo}, in {@value #BITS} bits: how far it is in one sequence
 * from the pair before (at the same position, next to it, or farther), and its place in the other.
 * Several follow a leading 1 in a long.
 */
final class MemoEntry {

  /** Any step that is longer than one. */
  static final int FARTHER = 2;

  private static final int STEP_BITS = 2;
  private static final int PLACE_BITS = 5;
  static final int BITS = PLACE_BITS + STEP_BITS;

  /** Most entries of a long: the leading 1 may be its sign. */
  static final int MOST = (Long.SIZE - 1) / BITS;

  private MemoEntry() {}

  /** These entries, fewer than {@link #MOST}, and one more. */
  static long append(long entries, int step, int place) {
    assert count(entries) < MOST : entries;
    assert step >= 0 && step <= FARTHER : step;
    assert place >= 0 && place < 1 << PLACE_BITS : place;
    return entries << BITS | (long) step << PLACE_BITS | place;
  }

  static int count(long entries) {
    return (Long.SIZE - 1 - Long.numberOfLeadingZeros(entries)) / BITS;
  }

  /** The entry that was added {@code index}-th, from 0, of {@code count} in all. */
  static int get(long entries, int count, int index) {
    return (int) (entries >>> (count - 1 - index) * BITS);
  }

  static int step(int entry) {
    return entry >>> PLACE_BITS & (1 << STEP_BITS) - 1;
  }

  static int place(int entry) {
    return entry & (1 << PLACE_BITS) - 1;
  }
}

package dev.kato.recall;

/**
 * Members found and not yet added to an {@link Ensemble}, whose positions are below 32. Added many
 * at a time, they cost less. Not thread-safe.
 */
final class Outcomes {

  static final int CAPACITY = 1 << 10;

  private static final int FIELD_BITS = 5;
  private static final int FIELD = (1 << FIELD_BITS) - 1;

  private final int[] patterns = new int[CAPACITY];
  private final int[] packed = new int[CAPACITY];
  private final int[] states = new int[CAPACITY];
  private int count;

  /** Keeps a member; there must be room. */
  void add(int pattern, int matches, int blocks, int first, int last, int inState) {
    patterns[count] = pattern;
    packed[count] = ((matches << FIELD_BITS | blocks) << FIELD_BITS | first) << FIELD_BITS | last;
    states[count++] = inState;
  }

  boolean isFull() {
    return count == CAPACITY;
  }

  void clear() {
    count = 0;
  }

  int count() {
    return count;
  }

  int pattern(int index) {
    return patterns[index];
  }

  /** What {@link #matches} and the others tell apart. */
  int packed(int index) {
    return packed[index];
  }

  int states(int index) {
    return states[index];
  }

  static int matches(int packed) {
    return packed >>> 3 * FIELD_BITS;
  }

  static int blocks(int packed) {
    return packed >>> 2 * FIELD_BITS & FIELD;
  }

  static int first(int packed) {
    return packed >>> FIELD_BITS & FIELD;
  }

  static int last(int packed) {
    return packed & FIELD;
  }
}

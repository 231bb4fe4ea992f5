package dev.kato.recall.scan;

/**
 * Members found and not yet added to an {@link Ensemble}: added many at a time they cost less. Not
 * thread-safe.
 */
final class Outcomes {

  private static final int CAPACITY = 1 << 10;

  private final int[] patterns = new int[CAPACITY];
  private final int[] matches = new int[CAPACITY];
  private final int[] blocks = new int[CAPACITY];
  private final int[] firsts = new int[CAPACITY];
  private final int[] lasts = new int[CAPACITY];
  private final int[] states = new int[CAPACITY];
  private int count;

  /**
   * Keeps a member; there must be room.
   *
   * @param first position in the pattern of the first match
   * @param last position of the last
   * @param inState the positions in the state of symbols that the pattern has, one bit each; all
   *     bits if that is not known
   */
  void add(int pattern, int matched, int inBlocks, int first, int last, int inState) {
    assert inBlocks > 0 && inBlocks <= matched : inBlocks + " blocks of " + matched;
    assert last - first >= matched - 1 : first + " to " + last + ": " + matched;
    patterns[count] = pattern;
    matches[count] = matched;
    blocks[count] = inBlocks;
    firsts[count] = first;
    lasts[count] = last;
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

  int matches(int index) {
    return matches[index];
  }

  int blocks(int index) {
    return blocks[index];
  }

  int first(int index) {
    return firsts[index];
  }

  int last(int index) {
    return lasts[index];
  }

  int states(int index) {
    return states[index];
  }
}

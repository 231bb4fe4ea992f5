package dev.kato.recall.align;

import dev.kato.recall.base.Budget;

/**
 * Lists of suffixes of a text, each list in the order of the suffixes and a piece of the same
 * arrays. Not thread-safe.
 *
 * <p>The text is a pattern, a symbol that is in neither, and a state. A range is a piece of the
 * pattern and one of the state; its list has the suffixes that begin in it.
 */
final class Suffixes {

  private final int[] begins;

  /** How many symbols a suffix has in common with the one before it in its list. */
  private final int[] common;

  private final int patternLength;

  /** Nested groups of suffixes, by how much those of a group have in common. */
  private final int[] depths;

  private final int[] firstInPattern;
  private final int[] firstInState;

  private final int count;

  private Suffixes(int[] begins, int[] common, int count, int patternLength) {
    this.begins = begins;
    this.common = common;
    this.count = count;
    this.patternLength = patternLength;
    depths = new int[count + 2];
    firstInPattern = new int[count + 2];
    firstInState = new int[count + 2];
  }

  /** The suffixes of a text that begin with a symbol that pattern and state both have. */
  static Suffixes shared(SharedText text, Budget budget) {
    int[] begins = SuffixArray.of(text.symbols(), text.largest(), budget);
    int[] common = SuffixArray.commonPrefixes(text.symbols(), begins, budget);
    int kept = 0;
    int shared = 0;
    for (int i = 0; i < begins.length; i++) {
      shared = Math.min(shared, common[i]);
      if (text.isShared(begins[i])) {
        begins[kept] = begins[i];
        common[kept++] = shared;
        shared = Integer.MAX_VALUE;
      }
    }
    return new Suffixes(begins, common, kept, text.patternEnd());
  }

  /** Room for lists of as many of the same text. */
  Suffixes room() {
    return new Suffixes(new int[count], new int[count], count, patternLength);
  }

  /** How many there are. */
  int count() {
    return count;
  }

  /**
   * A piece of the pattern, a piece of the state, and a list.
   *
   * @param stateFrom position in the text, as all positions are
   * @param from the list lies at {@code from} to {@code to}
   * @param most no run of equal symbols is longer
   */
  record Range(
      int patternFrom, int patternTo, int stateFrom, int stateTo, int from, int to, int most) {

    /** The two pieces, with a list to be given to them. */
    static Range of(int patternFrom, int patternTo, int stateFrom, int stateTo) {
      return new Range(patternFrom, patternTo, stateFrom, stateTo, 0, 0, 0);
    }

    /** The same pieces with this list. */
    Range with(int listFrom, int listTo, int longest) {
      return new Range(patternFrom, patternTo, stateFrom, stateTo, listFrom, listTo, longest);
    }
  }

  int begin(int index) {
    return begins[index];
  }

  int common(int index) {
    return common[index];
  }

  void set(int index, int begin, int shared) {
    begins[index] = begin;
    common[index] = shared;
  }

  /** Copies a list of another's to the same place here. */
  void copy(Suffixes other, int from, int to) {
    System.arraycopy(other.begins, from, begins, from, to - from);
    System.arraycopy(other.common, from, common, from, to - from);
  }

  /**
   * The length of the longest run that both pieces of a range have.
   *
   * <p>Suffixes that have {@code depth} symbols in common are a group; it has a run of as many, as
   * far as there is room for it behind the first of the group in the pattern's and in the state's
   * piece. Groups nest: they are gone through with a stack.
   */
  int longest(Range range) {
    int most = Math.min(range.patternTo - range.patternFrom, range.stateTo - range.stateFrom);
    most = Math.min(most, range.most);
    int longest = 0;
    int top = 0;
    depths[0] = 0;
    firstInPattern[0] = Integer.MAX_VALUE;
    firstInState[0] = Integer.MAX_VALUE;
    int inPattern = Integer.MAX_VALUE;
    int inState = Integer.MAX_VALUE;
    for (int i = range.from; i <= range.to && longest < most; i++) {
      int depth = i == range.from || i == range.to ? 0 : common[i];
      while (depths[top] > depth) {
        inPattern = Math.min(inPattern, firstInPattern[top]);
        inState = Math.min(inState, firstInState[top]);
        if (depths[top] > longest && inPattern < range.patternTo && inState < range.stateTo) {
          int room = Math.min(range.patternTo - inPattern, range.stateTo - inState);
          longest = Math.max(longest, Math.min(depths[top], room));
        }
        top--;
      }
      if (depths[top] < depth) {
        depths[++top] = depth;
        firstInPattern[top] = inPattern;
        firstInState[top] = inState;
      } else {
        firstInPattern[top] = Math.min(inPattern, firstInPattern[top]);
        firstInState[top] = Math.min(inState, firstInState[top]);
      }
      boolean ofPattern = i < range.to && begins[i] < patternLength;
      inPattern = ofPattern ? begins[i] : Integer.MAX_VALUE;
      inState = ofPattern || i == range.to ? Integer.MAX_VALUE : begins[i];
    }
    return longest;
  }

  /** The index after the last suffix that has {@code least} symbols in common with this one. */
  int endOfGroup(int index, int to, int least) {
    int end = index + 1;
    while (end < to && common[end] >= least) {
      end++;
    }
    return end;
  }

  /**
   * Whether both the pattern's and the state's piece of a range have a run of {@code length} that
   * begins with a suffix of this group.
   */
  boolean isShared(int from, int to, Range range, int length) {
    boolean inPattern = false;
    boolean inState = false;
    for (int i = from; i < to && !(inPattern && inState); i++) {
      boolean ofPattern = begins[i] < patternLength;
      inPattern |= ofPattern && begins[i] <= range.patternTo - length;
      inState |= !ofPattern && begins[i] <= range.stateTo - length;
    }
    return inPattern && inState;
  }
}

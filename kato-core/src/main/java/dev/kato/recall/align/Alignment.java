package dev.kato.recall.align;

/**
 * Where a pattern and a state match.
 *
 * @param inPattern positions in the pattern of the matched symbols, ascending
 * @param inState positions of their partners in the state, ascending
 * @param blocks number of runs that are unbroken in both
 */
@SuppressWarnings("ArrayRecordComponent")
public record Alignment(int[] inPattern, int[] inState, int blocks) {

  public int matches() {
    return inPattern.length;
  }
}

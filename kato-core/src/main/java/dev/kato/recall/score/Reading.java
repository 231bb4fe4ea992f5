package dev.kato.recall.score;

/**
 * A state as it is read for one pattern.
 *
 * @param ids the symbols it is read as
 * @param similarities of those that are others than in the state to what is there
 */
@SuppressWarnings("ArrayRecordComponent")
public record Reading(int[] ids, double[] similarities) {

  private static final double[] NONE = {};

  /** The state as it is. */
  public static Reading literal(int[] ids) {
    return new Reading(ids, NONE);
  }
}

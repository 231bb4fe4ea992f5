package dev.kato.model;

import java.util.List;

/**
 * Which symbol of a state is matched with which symbol of a pattern, place by place. Where {@link
 * Prediction#missing()} and {@link Prediction#extras()} ask whether a symbol is there at all, this
 * tells each occurrence apart. All lists are in ascending order.
 *
 * @param matched the matches; both of their places ascend
 * @param missing places of the pattern's present that are matched with nothing
 * @param extra places of the state that are matched with nothing
 */
public record Alignment(List<Pair> matched, List<Place> missing, List<Place> extra) {

  /** Copies all lists. */
  public Alignment {
    matched = List.copyOf(matched);
    missing = List.copyOf(missing);
    extra = List.copyOf(extra);
  }

  /**
   * Where a symbol stands.
   *
   * @param event index of its event, from 0: in the short-term memory, or in the pattern's sequence
   * @param index of the symbol in the event, from 0
   */
  public record Place(int event, int index) {}

  /**
   * A symbol of the state and the one of the pattern that it is matched with.
   *
   * @param inState where it was observed
   * @param inPattern where it was learned
   * @param similarity 1 if both are equal; less, but more than 0, if the observed symbol was read
   *     as the learned one
   */
  public record Pair(Place inState, Place inPattern, double similarity) {}
}

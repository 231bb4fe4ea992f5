package dev.kato.recall;

/**
 * A pattern of the ensemble.
 *
 * @param content the pattern
 * @param reading the state as it was read for this pattern, by id
 * @param alignment where the two match
 * @param common numerator of the similarity
 * @param total its denominator
 */
@SuppressWarnings("ArrayRecordComponent")
record Member(PatternContent content, int[] reading, Alignment alignment, long common, long total) {

  double similarity() {
    return (double) common / total;
  }

  /** First event of the present. */
  int presentFrom() {
    return alignment.matches() == 0 ? 0 : content.eventAt(alignment.inPattern()[0]);
  }

  /** The event after the present. */
  int presentTo() {
    return alignment.matches() == 0
        ? content.ends().length
        : content.eventAt(alignment.inPattern()[alignment.matches() - 1]) + 1;
  }

  int presentStart() {
    return content.start(presentFrom());
  }

  int presentEnd() {
    return content.ends()[presentTo() - 1];
  }

  boolean hasFuture() {
    return presentTo() < content.ends().length;
  }
}

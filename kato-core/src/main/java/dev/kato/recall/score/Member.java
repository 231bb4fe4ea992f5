package dev.kato.recall.score;

import dev.kato.recall.align.Alignment;
import dev.kato.recall.index.PatternContent;

/** A pattern of the ensemble, and where in it the state is. */
public final class Member {

  private final PatternContent content;
  private final int[] reading;
  private final Alignment alignment;
  private final long common;
  private final long total;
  private final int presentFrom;
  private final int presentTo;

  /**
   * A member.
   *
   * @param content the pattern
   * @param reading the state as it was read for this pattern, by id
   * @param alignment where the two match
   * @param common numerator of the similarity
   * @param total its denominator
   */
  public Member(
      PatternContent content, int[] reading, Alignment alignment, long common, long total) {
    this.content = content;
    this.reading = reading;
    this.alignment = alignment;
    this.common = common;
    this.total = total;
    int matches = alignment.matches();
    presentFrom = matches == 0 ? 0 : content.eventAt(alignment.inPattern()[0]);
    presentTo =
        matches == 0
            ? content.ends().length
            : content.eventAt(alignment.inPattern()[matches - 1]) + 1;
  }

  public PatternContent content() {
    return content;
  }

  int[] reading() {
    return reading;
  }

  Alignment alignment() {
    return alignment;
  }

  public long common() {
    return common;
  }

  public long total() {
    return total;
  }

  double similarity() {
    return (double) common / total;
  }

  /** First event of the present. */
  int presentFrom() {
    return presentFrom;
  }

  /** The event after the present. */
  public int presentTo() {
    return presentTo;
  }

  public int presentStart() {
    return content.start(presentFrom);
  }

  public int presentEnd() {
    return content.ends()[presentTo - 1];
  }

  public boolean hasFuture() {
    return presentTo < content.ends().length;
  }
}

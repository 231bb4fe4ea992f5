package dev.kato.recall.score;

import dev.kato.recall.align.Alignment;
import dev.kato.recall.index.PatternContent;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A pattern of the ensemble, and where in it the state is. Not thread-safe. */
public final class Member {

  private final PatternContent content;
  private final Reading reading;
  private final int matches;
  private final int blocks;
  private final long common;
  private final long total;
  private final int presentFrom;
  private final int presentTo;
  private final Supplier<Alignment> aligner;
  private @Nullable Alignment alignment;

  /**
   * A member.
   *
   * @param content the pattern
   * @param reading the state as it was read for this pattern
   * @param alignment where the two match
   * @param common numerator of the similarity
   * @param total its denominator
   */
  public Member(
      PatternContent content, Reading reading, Alignment alignment, long common, long total) {
    this(
        content,
        reading,
        alignment.matches(),
        alignment.blocks(),
        alignment.matches() == 0 ? 0 : alignment.inPattern()[0],
        alignment.matches() == 0
            ? content.symbols().length - 1
            : alignment.inPattern()[alignment.matches() - 1],
        common,
        total,
        () -> alignment);
  }

  /**
   * A member of which it is known how much matches, and between which positions.
   *
   * @param first in its first event the present begins
   * @param last in its last event the present ends
   * @param aligner tells where the two match, if that is asked for
   */
  public Member(
      PatternContent content,
      Reading reading,
      int matches,
      int blocks,
      int first,
      int last,
      long common,
      long total,
      Supplier<Alignment> aligner) {
    this.content = content;
    this.reading = reading;
    this.matches = matches;
    this.blocks = blocks;
    this.common = common;
    this.total = total;
    this.presentFrom = content.eventAt(first);
    this.presentTo = content.eventAt(last) + 1;
    this.aligner = aligner;
  }

  public PatternContent content() {
    return content;
  }

  /** The symbols of the state as they were read. */
  int[] reading() {
    return reading.ids();
  }

  /** How similar what is at a position of the state is to another symbol that it was read as. */
  double likeness(int position) {
    return reading.similarities()[position];
  }

  /** How many symbols match. */
  public int matches() {
    return matches;
  }

  /** In how many blocks. */
  int blocks() {
    return blocks;
  }

  /** Where they match. */
  Alignment alignment() {
    if (alignment == null) {
      alignment = aligner.get();
      assert alignment.matches() == matches && alignment.blocks() == blocks : content.name();
    }
    return alignment;
  }

  public long common() {
    return common;
  }

  public long total() {
    return total;
  }

  public double similarity() {
    return (double) common / total;
  }

  /** First event of the present. */
  int presentFrom() {
    return presentFrom;
  }

  /** The event after the present. */
  int presentTo() {
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

  /** Where the future begins in the symbols of the pattern's block. */
  public int futureFrom() {
    return content.at() + presentEnd();
  }

  /** Where the future ends there. */
  public int futureTo() {
    return content.at() + content.symbols().length;
  }
}

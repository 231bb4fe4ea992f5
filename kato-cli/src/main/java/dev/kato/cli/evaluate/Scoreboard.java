package dev.kato.cli.evaluate;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Counts how right forecasts were. An outcome is a symbol of the event that came, or the end.
 *
 * <p>The bits of an outcome are &minus;log<sub>2</sub> of the probability it was given. One that is
 * not listed is given its part of what the listed ones leave: that divided by the number of symbols
 * seen so far that are not listed, and one more for all that were never seen.
 */
public final class Scoreboard {

  /** Places of the list that count as a hit. */
  public static final int PLACES = 20;

  private final Set<String> seen = new HashSet<>();
  private long sequences;
  private long steps;
  private long right;
  private long hits;
  private double reciprocalRanks;
  private long outcomes;
  private double bits;

  /** Nothing counted yet. */
  public Scoreboard() {}

  /**
   * What a forecast listed.
   *
   * @param symbols the most probable first, {@link #END} for the end
   * @param probabilities of these
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Listed(List<String> symbols, double[] probabilities) {

    /** Stands for the end. */
    public static final String END = "\uD800";

    /** Nothing was forecast. */
    public static final Listed NOTHING = new Listed(List.of(), new double[0]);

    private double left() {
      double left = 1;
      for (double probability : probabilities) {
        left -= probability;
      }
      return Math.max(left, Double.MIN_NORMAL);
    }
  }

  /**
   * Counts one step.
   *
   * @param listed before it came
   * @param came the event's distinct symbols, or {@link Listed#END}
   */
  public void count(Listed listed, List<String> came) {
    steps++;
    int best = PLACES;
    for (String outcome : came) {
      int place = listed.symbols.indexOf(outcome);
      best = place < 0 ? best : Math.min(best, place);
      outcomes++;
      double probability = place < 0 ? unlisted(listed) : listed.probabilities[place];
      bits -= Math.log(Math.max(probability, Double.MIN_NORMAL)) / Math.log(2);
    }
    right += best == 0 ? 1 : 0;
    hits += best < PLACES ? 1 : 0;
    reciprocalRanks += best < PLACES ? 1.0 / (best + 1) : 0;
  }

  private double unlisted(Listed listed) {
    long others = seen.stream().filter(symbol -> !listed.symbols.contains(symbol)).count();
    return listed.left() / (others + 1);
  }

  /** Tells that these symbols came, and are known from now on. */
  public void see(List<String> symbols) {
    seen.addAll(symbols);
  }

  /** Tells that a sequence is over. */
  public void sequenceEnded() {
    sequences++;
  }

  /** How many sequences are over. */
  public long sequences() {
    return sequences;
  }

  /** How many forecasts were compared with what came. */
  public long steps() {
    return steps;
  }

  /** How many of them had what came in the first place. */
  public long right() {
    return right;
  }

  /** The mean bits of an outcome. */
  public double bitsPerOutcome() {
    return outcomes == 0 ? 0 : bits / outcomes;
  }

  /** A table for a person. */
  public String table() {
    double all = Math.max(1, steps);
    return String.format(
        Locale.ROOT,
        "sequences         %12d%nforecasts         %12d%naccuracy          %10.2f %%%n"
            + "hit rate at %d    %10.2f %%%nMRR at %d         %12.4f%nbits per outcome  %12.3f%n",
        sequences,
        steps,
        100 * right / all,
        PLACES,
        100 * hits / all,
        PLACES,
        reciprocalRanks / all,
        bitsPerOutcome());
  }
}

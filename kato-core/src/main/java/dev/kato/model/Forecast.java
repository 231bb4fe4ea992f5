package dev.kato.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What comes next, as all learned patterns together say. Probabilities are shares of all outcomes:
 * those listed, those cut off by the limit, and {@code other}; they sum up to 1. Where events have
 * one symbol each and the horizon is 1, an outcome's is the probability that it is the next one.
 *
 * @param outcomes most probable first; ties: the end, then symbols by code point
 * @param other the probability of all symbols together for which nothing speaks
 * @param occurrences at how many places in patterns the newest known event occurs
 * @param ignored symbols of the state that no pattern contains, in order of first occurrence
 * @param readAs symbols of the state that were read as a similar known one, by code point
 * @param horizon that was asked for
 * @param emptyBecause why there are no outcomes; null where there are
 */
public record Forecast(
    List<Outcome> outcomes,
    double other,
    long occurrences,
    List<String> ignored,
    Map<String, String> readAs,
    int horizon,
    @Nullable EmptyReason emptyBecause) {

  /** Copies the collections. */
  public Forecast {
    outcomes = List.copyOf(outcomes);
    ignored = List.copyOf(ignored);
    readAs = CodePoints.sortedCopy(readAs);
  }

  /** A forecast of nothing. */
  public static Forecast empty(EmptyReason reason, List<String> ignored, int horizon) {
    return new Forecast(List.of(), 0, 0, ignored, Map.of(), horizon, reason);
  }

  /** The most probable outcome, the end included; none if the forecast is empty. */
  public Optional<Outcome> best() {
    return outcomes.stream().findFirst();
  }

  /** The most probable symbol, if one is listed. */
  public Optional<Outcome> bestSymbol() {
    return outcomes.stream().filter(outcome -> !outcome.isEnd()).findFirst();
  }

  /** Why a forecast is empty. */
  public enum EmptyReason implements WireNamed {
    /** The short-term memory is empty. */
    EMPTY_STM("empty_stm"),
    /** No pattern contains any symbol of the state. */
    UNKNOWN_SYMBOLS("unknown_symbols"),
    /** There are no patterns. */
    NOTHING_LEARNED("nothing_learned");

    private final String wireName;

    EmptyReason(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  /**
   * Something that may come.
   *
   * @param symbol that comes, or null for the end of the pattern
   * @param probability its share of all outcomes, 0..1
   * @param supports the patterns' votes that vouch for it, the greatest first, as many as asked for
   */
  public record Outcome(@Nullable String symbol, double probability, List<Support> supports) {

    /** Copies the list. */
    public Outcome {
      supports = List.copyOf(supports);
    }

    /** Whether this is the end of the pattern. */
    public boolean isEnd() {
      return symbol == null;
    }
  }

  /**
   * One vote of one pattern for an outcome.
   *
   * @param pattern that votes
   * @param position the event of the pattern, counted from 1, at which the newest matched event of
   *     the state is; what it votes for is elsewhere in the pattern
   * @param through why it votes
   * @param matched which events of the state are found where in the pattern, newest first
   * @param weight of the vote: the pattern's frequency, times what the way makes of it
   */
  public record Support(
      PatternName pattern, int position, Through through, List<Match> matched, double weight) {

    /** Copies the list. */
    public Support {
      matched = List.copyOf(matched);
    }
  }

  /**
   * An event of the state and the event of a pattern that it is found in, both counted from 1.
   *
   * @param inState index in the short-term memory as it was asked with, ignored symbols included
   * @param inPattern index in the pattern's events
   */
  public record Match(int inState, int inPattern) {}

  /** The way by which a pattern votes. */
  public sealed interface Through {

    /**
     * The newest events of the state occur side by side in the pattern, and the outcome follows.
     *
     * @param order how many events, 1..6
     */
    record Context(int order) implements Through {}

    /**
     * A recent symbol occurs in the pattern, and the outcome somewhere after it.
     *
     * @param symbol that does
     * @param age of its newest event in the state; 0 is the newest
     */
    record After(String symbol, int age) implements Through {}

    /**
     * A recent symbol occurs in the pattern, and the outcome somewhere before it.
     *
     * @param symbol that does
     * @param age of its newest event in the state; 0 is the newest
     */
    record Before(String symbol, int age) implements Through {}
  }
}

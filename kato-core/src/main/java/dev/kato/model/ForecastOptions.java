package dev.kato.model;

/**
 * What a forecast is asked for.
 *
 * @param horizon within how many events an outcome is to come, 1..1000, or {@link #EVER}
 * @param limit most outcomes that are listed, 1..10,000
 * @param supports most supports that are shown for each of them, 0..100
 */
public record ForecastOptions(int horizon, int limit, int supports) {

  /** The horizon without an end: whenever an outcome comes before the pattern ends. */
  public static final int EVER = Integer.MAX_VALUE;

  /** The greatest horizon but {@link #EVER}. */
  public static final int FARTHEST = 1000;

  /** Most outcomes of an answer. */
  public static final int MOST_OUTCOMES = 10_000;

  /** Most supports of an outcome. */
  public static final int MOST_SUPPORTS = 100;

  /** The next event, ten outcomes, three supports of each. */
  public static final ForecastOptions DEFAULT = new ForecastOptions(1, 10, 3);

  /**
   * Checks the ranges.
   *
   * @throws InvalidInputException naming the first value that is out of range
   */
  public ForecastOptions {
    if (horizon != EVER) {
      check("horizon", horizon, 1, FARTHEST);
    }
    check("limit", limit, 1, MOST_OUTCOMES);
    check("supports", supports, 0, MOST_SUPPORTS);
  }

  private static void check(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw new InvalidInputException(
          field, "must be between " + least + " and " + most + ", not " + value);
    }
  }

  /** Whether the horizon has no end. */
  public boolean isEver() {
    return horizon == EVER;
  }

  /** The same with another horizon, 1..1000 or {@link #EVER}. */
  public ForecastOptions withHorizon(int newHorizon) {
    return new ForecastOptions(newHorizon, limit, supports);
  }

  /** The same with at most so many outcomes. */
  public ForecastOptions withLimit(int newLimit) {
    return new ForecastOptions(horizon, newLimit, supports);
  }

  /** The same with at most so many supports of each outcome; 0 for none, which is faster. */
  public ForecastOptions withSupports(int newSupports) {
    return new ForecastOptions(horizon, limit, newSupports);
  }
}

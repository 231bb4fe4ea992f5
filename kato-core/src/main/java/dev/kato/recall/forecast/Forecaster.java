package dev.kato.recall.forecast;

import dev.kato.model.Event;
import dev.kato.model.Forecast;
import dev.kato.model.Forecast.EmptyReason;
import dev.kato.model.ForecastOptions;
import dev.kato.recall.base.Budget;
import dev.kato.recall.index.Snapshot;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Forecasts from one state of a knowledge base after another. Thread-safe. */
public final class Forecaster {

  /** Occurrences in a part from which adding a row is faster than adding what it sums up. */
  private static final int LEAST_POSTINGS = 4096;

  /** Sets of arrays that are kept while nobody uses them. */
  private static final int KEPT = 4;

  /** Bytes from which a set of arrays is not kept. */
  private static final long LARGE = 8 << 20;

  private final int leastPostings;
  private final ConcurrentLinkedQueue<Evidence> idle = new ConcurrentLinkedQueue<>();

  public Forecaster() {
    this(LEAST_POSTINGS);
  }

  /**
   * With a size of its own, so that small tests get everywhere.
   *
   * @param leastPostings of a symbol in a part, from which a row of it is kept
   */
  public Forecaster(int leastPostings) {
    this.leastPostings = leastPostings;
  }

  /**
   * What comes after {@code stm}.
   *
   * @param fuzzyTokenThreshold least similarity at which an unknown symbol is read as another; 0
   *     for never
   */
  public Forecast forecast(
      Snapshot snapshot,
      List<Event> stm,
      ForecastOptions options,
      double fuzzyTokenThreshold,
      Budget budget) {
    if (Event.countSymbols(stm) == 0) {
      return Forecast.empty(EmptyReason.EMPTY_STM, List.of(), options.horizon());
    }
    Known known = Known.of(stm, snapshot, fuzzyTokenThreshold, budget);
    if (known.events().isEmpty()) {
      EmptyReason reason =
          snapshot.patterns() == 0 ? EmptyReason.NOTHING_LEARNED : EmptyReason.UNKNOWN_SYMBOLS;
      return Forecast.empty(reason, known.ignored(), options.horizon());
    }
    Evidence evidence = idle.poll();
    evidence = evidence == null ? new Evidence(leastPostings) : evidence;
    try {
      evidence.collect(snapshot, known, options.horizon(), budget);
      return forecast(snapshot, known, options, evidence, budget);
    } finally {
      evidence.end();
      if (idle.size() < KEPT && evidence.heapBytes() < LARGE) {
        idle.add(evidence);
      }
    }
  }

  /** Heap in bytes that is kept between questions. */
  public long heapBytes() {
    return idle.stream().mapToLong(Evidence::heapBytes).sum();
  }

  private static Forecast forecast(
      Snapshot snapshot, Known known, ForecastOptions options, Evidence evidence, Budget budget) {
    Scores scores = new Scores(snapshot, evidence, budget);
    scores.compute();
    scores.applyRepeats(snapshot, options.horizon());
    scores.sumUp();
    int[] best = scores.best(options.limit());
    ForecastWriter writer = new ForecastWriter(snapshot.table(), known, evidence.outcomes());
    return new Forecast(
        writer.outcomes(scores, best, supports(scores, best, options, evidence, budget)),
        scores.otherProbability(),
        evidence.context().occurrences(),
        known.ignored(),
        known.readAs(),
        options.horizon(),
        null);
  }

  private static TopSupports[] supports(
      Scores scores, int[] best, ForecastOptions options, Evidence evidence, Budget budget) {
    if (options.supports() == 0) {
      return new TopSupports[0];
    }
    int[] wanted = Arrays.stream(best).map(scores::outcome).toArray();
    return new SupportFinder(evidence, wanted, options.supports(), options.horizon(), budget)
        .find();
  }
}

package dev.kato.recall.forecast;

import dev.kato.model.Event;
import dev.kato.model.Forecast;
import dev.kato.model.ForecastOptions;
import dev.kato.recall.base.Budget;
import dev.kato.recall.index.Snapshot;
import java.util.List;

/** Forecasts from one state of a knowledge base after another. Thread-safe. */
public final class Forecaster {

  /** What comes after {@code stm}. */
  public Forecast forecast(
      Snapshot snapshot,
      List<Event> stm,
      ForecastOptions options,
      double fuzzyTokenThreshold,
      Budget budget) {
    throw new UnsupportedOperationException();
  }
}

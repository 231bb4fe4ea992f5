package dev.kato.server.view;

import static dev.kato.server.http.Schema.BOOL;
import static dev.kato.server.http.Schema.NUMBER;
import static dev.kato.server.http.Schema.TEXT;
import static dev.kato.server.http.Schema.WHOLE;
import static dev.kato.server.http.Schema.described;
import static dev.kato.server.http.Schema.either;
import static dev.kato.server.http.Schema.list;
import static dev.kato.server.http.Schema.map;
import static dev.kato.server.http.Schema.orNull;

import dev.kato.model.Forecast;
import dev.kato.model.Forecast.Outcome;
import dev.kato.model.Forecast.Support;
import dev.kato.model.Forecast.Through;
import dev.kato.model.ForecastOptions;
import dev.kato.server.http.Schema;
import dev.kato.server.http.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Forecasts as JSON objects. */
public final class ForecastViews {

  /** The horizon without an end. */
  public static final String EVER = "ever";

  /** A horizon: a number of events, or {@value #EVER}. */
  public static final Schema HORIZON =
      either(Shapes.whole(1, ForecastOptions.FARTHEST), described(TEXT, "enum", List.of(EVER)));

  private static final Schema MATCH =
      described(
          list(WHOLE),
          "minItems",
          2,
          "maxItems",
          2,
          "description",
          "an event of the short-term memory and one of the pattern, from 1");

  private static final View<Support> SUPPORT =
      View.<Support>view()
          .with(TEXT, support -> support.pattern().prefixed(), "pattern_name")
          .with(WHOLE, Support::position, "position")
          .with(TEXT, support -> way(support.through()), "through")
          .with(orNull(WHOLE), support -> order(support.through()), "order")
          .with(orNull(WHOLE), support -> age(support.through()), "age")
          .with(orNull(TEXT), support -> related(support.through()), "symbol")
          .with(list(MATCH), ForecastViews::matched, "matched")
          .with(NUMBER, Support::weight, "weight");

  private static final View<Outcome> OUTCOME =
      View.<Outcome>view()
          .with(orNull(TEXT), Outcome::symbol, "symbol")
          .with(BOOL, Outcome::isEnd, "end")
          .with(NUMBER, Outcome::probability, "probability")
          .with(list(SUPPORT.shape()), it -> SUPPORT.all(it.supports()), "supports");

  /** What comes next. */
  public static final View<Forecast> FORECAST =
      View.<Forecast>view()
          .with(list(OUTCOME.shape()), it -> OUTCOME.all(it.outcomes()), "outcomes")
          .with(NUMBER, Forecast::other, "other")
          .with(WHOLE, Forecast::occurrences, "occurrences")
          .with(list(TEXT), Forecast::ignored, "ignored")
          .with(map(TEXT), Forecast::readAs, "read_as")
          .with(HORIZON, ForecastViews::horizon, "horizon")
          .with(orNull(TEXT), ForecastViews::reason, "reason");

  private ForecastViews() {}

  private static String way(Through through) {
    if (through instanceof Through.Context) {
      return "context";
    }
    return through instanceof Through.After ? "after" : "before";
  }

  private static @Nullable Integer order(Through through) {
    return through instanceof Through.Context context ? context.order() : null;
  }

  private static @Nullable Integer age(Through through) {
    if (through instanceof Through.After after) {
      return after.age();
    }
    return through instanceof Through.Before before ? before.age() : null;
  }

  private static @Nullable String related(Through through) {
    if (through instanceof Through.After after) {
      return after.symbol();
    }
    return through instanceof Through.Before before ? before.symbol() : null;
  }

  private static List<int[]> matched(Support support) {
    return support.matched().stream()
        .map(match -> new int[] {match.inState(), match.inPattern()})
        .toList();
  }

  private static Object horizon(Forecast forecast) {
    return forecast.horizon() == ForecastOptions.EVER ? EVER : forecast.horizon();
  }

  private static @Nullable String reason(Forecast forecast) {
    return forecast.emptyBecause() == null ? null : forecast.emptyBecause().wireName();
  }
}

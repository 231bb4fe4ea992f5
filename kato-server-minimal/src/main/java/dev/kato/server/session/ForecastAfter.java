package dev.kato.server.session;

import static dev.kato.server.http.Schema.OBJECT;
import static dev.kato.server.http.Schema.either;
import static dev.kato.server.http.Schema.field;
import static dev.kato.server.http.Schema.orNull;

import dev.kato.KatoSession;
import dev.kato.model.Forecast;
import dev.kato.model.ForecastOptions;
import dev.kato.model.KatoException;
import dev.kato.server.http.Fields;
import dev.kato.server.http.HttpFailure;
import dev.kato.server.http.Request;
import dev.kato.server.http.Route;
import dev.kato.server.http.Schema;
import dev.kato.server.view.ForecastViews;
import dev.kato.server.view.Shapes;
import dev.kato.server.view.Sizes;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A forecast in the answer to an observation, for those who ask for it: a loop then needs one
 * request a step. The observation has happened when it is made, so that a forecast that fails is
 * told beside it, and does not fail the request.
 */
final class ForecastAfter {

  private static final String PARAMETER = "forecast";
  private static final String ERROR = "forecast_error";

  private ForecastAfter() {}

  /** Tells of it: the query parameter, and what the answer has then. */
  static Route.Builder onRequest(Route.Builder route, Schema.Obj answer) {
    return route
        .query(
            PARAMETER,
            Shapes.whole(1, ForecastOptions.MOST_OUTCOMES),
            "answer a forecast of what comes then, too, with at most so many outcomes; unless"
                + " given none")
        .answers(
            either(
                answer.and(
                    field(PARAMETER, orNull(ForecastViews.FORECAST.shape())),
                    field(ERROR, orNull(OBJECT))),
                answer));
  }

  /** How many outcomes the request asks for, if it does; to be read before anything is changed. */
  static OptionalInt asked(Request request) {
    return request.queryInt(PARAMETER, 1, ForecastOptions.MOST_OUTCOMES);
  }

  /** Adds the forecast, if one is asked for. */
  static void add(
      Map<String, @Nullable Object> fields,
      OptionalInt limit,
      Request request,
      KatoSession session) {
    if (limit.isEmpty()) {
      return;
    }
    fields.put(PARAMETER, null);
    fields.put(ERROR, null);
    try {
      ForecastOptions options = ForecastOptions.DEFAULT.withLimit(limit.getAsInt());
      Forecast forecast = session.forecast(options.withSupports(0));
      request.willHold(Sizes.of(forecast));
      fields.put(PARAMETER, ForecastViews.FORECAST.of(forecast));
    } catch (KatoException | HttpFailure e) {
      HttpFailure failure = HttpFailure.of(e);
      fields.put(ERROR, Fields.of("code", failure.code(), "message", failure.getMessage()));
    }
  }
}

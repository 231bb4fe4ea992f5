package dev.kato.server.session;

import static dev.kato.server.http.Route.SESSION;
import static dev.kato.server.http.Route.route;
import static dev.kato.server.http.Schema.TEXT;
import static dev.kato.server.http.Schema.field;

import dev.kato.Kato;
import dev.kato.model.Forecast;
import dev.kato.server.http.Request;
import dev.kato.server.http.Response;
import dev.kato.server.http.Route;
import dev.kato.server.http.Schema;
import dev.kato.server.view.ForecastInputs;
import dev.kato.server.view.ForecastViews;
import dev.kato.server.view.SessionUsers;
import dev.kato.server.view.Sizes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What comes next in a session. */
final class ForecastRoutes {

  private static final Schema.Field SESSION_ID = field("session_id", TEXT);
  private static final Schema.Field PROCESSOR_ID = field("processor_id", TEXT);

  private final Kato kato;
  private final SessionUsers users;
  private final Wording wording;

  ForecastRoutes(Kato kato, SessionUsers users, Wording wording) {
    this.kato = kato;
    this.users = users;
    this.wording = wording;
  }

  Route forecast() {
    return ForecastInputs.withQuery(
            route(
                "GET",
                wording.path() + "/{session_id}/forecast",
                "What comes next, how likely, and which patterns say so"))
        .answers(ForecastViews.FORECAST.shape().and(SESSION_ID, PROCESSOR_ID))
        .by(wording.group(), this::forecast);
  }

  private Response forecast(Request request) {
    String session = request.path(SESSION);
    Forecast forecast = kato.session(session).forecast(ForecastInputs.queried(request));
    request.willHold(Sizes.of(forecast));
    Map<String, @Nullable Object> answer = ForecastViews.FORECAST.of(forecast);
    answer.put(SESSION_ID.name(), session);
    answer.put(PROCESSOR_ID.name(), users.of(session));
    return Response.json(200, answer);
  }
}

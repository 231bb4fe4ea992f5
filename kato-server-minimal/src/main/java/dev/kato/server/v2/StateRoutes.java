package dev.kato.server.v2;

import static dev.kato.server.http.Route.USER;
import static dev.kato.server.http.Route.route;
import static dev.kato.server.http.Schema.OBJECT;
import static dev.kato.server.http.Schema.TEXT;
import static dev.kato.server.http.Schema.WHOLE;
import static dev.kato.server.http.Schema.field;
import static dev.kato.server.http.Schema.list;
import static dev.kato.server.http.Schema.object;
import static dev.kato.server.http.Schema.optional;
import static dev.kato.server.http.Schema.orNull;

import dev.kato.Kato;
import dev.kato.KnowledgeBase;
import dev.kato.config.SessionConfig;
import dev.kato.model.CodePoints;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Event;
import dev.kato.model.Forecast;
import dev.kato.model.Predictions;
import dev.kato.server.http.Json;
import dev.kato.server.http.Request;
import dev.kato.server.http.Response;
import dev.kato.server.http.Route;
import dev.kato.server.http.Schema;
import dev.kato.server.view.ForecastInputs;
import dev.kato.server.view.ForecastViews;
import dev.kato.server.view.Inputs;
import dev.kato.server.view.PredictionViews;
import dev.kato.server.view.Shapes;
import dev.kato.server.view.Sizes;
import dev.kato.server.view.Views;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Questions with a state of their own, to a user's knowledge base; they change nothing. */
final class StateRoutes {

  private static final String GROUP = "knowledge";
  private static final Schema.Field USER_ID = field(USER, TEXT);

  private static final Schema.Obj STATE =
      object(field("events", Shapes.EVENTS), optional("config", orNull(OBJECT)));

  private final Kato kato;

  StateRoutes(Kato kato) {
    this.kato = kato;
  }

  List<Route> routes() {
    return List.of(
        route(
                "POST",
                "/v2/users/{user_id}/forecast",
                "What comes next after a state, without a session")
            .changesNothing()
            .takes(ForecastInputs.QUESTION, ForecastInputs.A_QUESTION)
            .answers(ForecastViews.FORECAST.shape().and(USER_ID))
            .by(GROUP, this::forecast),
        route(
                "POST",
                "/v2/users/{user_id}/recall",
                "What the memory makes of a state, without a session")
            .changesNothing()
            .takes(
                STATE,
                Map.of(
                    "events",
                    List.of(List.of("coffee"), List.of("news")),
                    "config",
                    Map.of("recall_threshold", 0.3)))
            .answers(
                object(
                    field("predictions", list(PredictionViews.FLAT_WITH_PLACES.shape())),
                    field("future_potentials", list(Views.FUTURE.shape())),
                    field("future_potentials_total", WHOLE),
                    field("count", WHOLE),
                    USER_ID))
            .by(GROUP, this::recall));
  }

  private KnowledgeBase knowledge(Request request) {
    return kato.knowledgeBase(Inputs.user(request.path(USER), "path", USER));
  }

  private Response forecast(Request request) {
    Forecast forecast =
        knowledge(request).forecast(ForecastInputs.events(request), ForecastInputs.posted(request));
    request.willHold(Sizes.of(forecast));
    Map<String, @Nullable Object> answer = ForecastViews.FORECAST.of(forecast);
    answer.put(USER, request.path(USER));
    return Response.json(200, answer);
  }

  /** As a session with this configuration would have them. */
  private static List<Event> asObserved(List<Event> events, SessionConfig config) {
    return config.sortSymbols()
        ? events.stream().map(event -> new Event(CodePoints.sorted(event.symbols()))).toList()
        : events;
  }

  private Response recall(Request request) {
    SessionConfig config =
        kato.defaults().with(request.field("config").map(Json::map).orElse(Map.of()));
    Predictions predictions =
        knowledge(request)
            .recall(
                asObserved(ForecastInputs.events(request), config), config, EnsembleFilter.NONE);
    request.willHold(Sizes.of(predictions));
    return Response.ok(
        "predictions",
        PredictionViews.FLAT_WITH_PLACES.all(predictions.predictions()),
        "future_potentials",
        Views.FUTURE.all(predictions.futurePotentials()),
        "future_potentials_total",
        predictions.futurePotentialsTotal(),
        "count",
        predictions.predictions().size(),
        USER,
        request.path(USER));
  }
}

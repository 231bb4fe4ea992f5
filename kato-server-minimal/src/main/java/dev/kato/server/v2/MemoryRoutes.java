package dev.kato.server.v2;

import static dev.kato.server.http.Route.route;
import static dev.kato.server.http.Schema.TEXT;
import static dev.kato.server.http.Schema.WHOLE;
import static dev.kato.server.http.Schema.field;
import static dev.kato.server.http.Schema.list;
import static dev.kato.server.http.Schema.object;
import static dev.kato.server.http.Schema.orNull;

import dev.kato.Kato;
import dev.kato.KatoSession;
import dev.kato.SessionInfo;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.LearnResult;
import dev.kato.model.ObserveResult;
import dev.kato.model.Predictions;
import dev.kato.model.SequenceOptions;
import dev.kato.model.SequenceResult;
import dev.kato.server.http.Request;
import dev.kato.server.http.Response;
import dev.kato.server.http.Route;
import dev.kato.server.http.Schema;
import dev.kato.server.view.Cognition;
import dev.kato.server.view.Inputs;
import dev.kato.server.view.PredictionView;
import dev.kato.server.view.SequenceView;
import dev.kato.server.view.SessionUsers;
import dev.kato.server.view.Shapes;
import dev.kato.server.view.Views;
import java.util.List;
import java.util.Map;

/** Observing, learning and predicting in a session. */
public final class MemoryRoutes {

  private static final String GROUP = "memory";
  private static final String SESSION = "/v2/sessions/{session_id}";

  private final Kato kato;
  private final SessionUsers users;

  /** Routes to the sessions of this memory. */
  public MemoryRoutes(Kato kato, SessionUsers users) {
    this.kato = kato;
    this.users = users;
  }

  /** The rows. */
  public List<Route> routes() {
    Schema cleared = object(field("status", TEXT), field("session_id", TEXT));
    return List.of(
        route("POST", SESSION + "/observe", "Take in one observation")
            .takes(Shapes.OBSERVATION, Shapes.AN_OBSERVATION)
            .answers(
                object(
                    field("status", TEXT),
                    field("session_id", TEXT),
                    field("processor_id", TEXT),
                    field("stm_length", WHOLE),
                    field("time", WHOLE),
                    field("unique_id", TEXT),
                    field("auto_learned_pattern", orNull(TEXT))))
            .by(GROUP, this::observe),
        route("POST", SESSION + "/observe-sequence", "Take in a sequence, all of it or nothing")
            .takes(Shapes.SEQUENCE, Shapes.A_SEQUENCE)
            .answers(SequenceView.SHAPE)
            .by(GROUP, this::observeSequence),
        route("GET", SESSION + "/stm", "The short-term memory, oldest event first")
            .answers(
                object(
                    field("stm", Shapes.EVENTS), field("session_id", TEXT), field("length", WHOLE)))
            .by(GROUP, this::stm),
        route("POST", SESSION + "/clear-stm", "Empty the short-term memory")
            .answers(cleared)
            .by(GROUP, this::clearStm),
        route("POST", SESSION + "/clear-all", "Erase all that the user has learned, and the STM")
            .answers(object(field("status", TEXT), field("session_id", TEXT), field("scope", TEXT)))
            .by(GROUP, this::clearAll),
        route("POST", SESSION + "/learn", "Learn the short-term memory as a pattern")
            .mayTake(Shapes.LEARNING, Map.of("unique_id", "learning-1"))
            .answers(
                object(
                    field("status", TEXT),
                    field("pattern_name", TEXT),
                    field("session_id", TEXT),
                    field("processor_id", TEXT),
                    field("message", TEXT)))
            .by(GROUP, this::learn),
        route("GET", SESSION + "/predictions", "What the memory makes of the STM now")
            .answers(
                object(
                    field("predictions", list(Shapes.PREDICTION)),
                    field("future_potentials", list(Shapes.FUTURE)),
                    field("count", WHOLE),
                    field("session_id", TEXT),
                    field("processor_id", TEXT)))
            .by(GROUP, this::predictions),
        route("GET", SESSION + "/percept-data", "The last observation")
            .answers(object(field("percept_data", Shapes.PERCEPT), field("session_id", TEXT)))
            .by(GROUP, this::percept),
        route("GET", SESSION + "/cognition-data", "What goes on in the session")
            .answers(
                object(
                    field("cognition_data", Shapes.cognition(Shapes.PREDICTION)),
                    field("session_id", TEXT)))
            .by(GROUP, this::cognition));
  }

  private static String id(Request request) {
    return request.path("session_id");
  }

  private KatoSession session(Request request) {
    return kato.session(id(request));
  }

  private Response observe(Request request) {
    String user = users.of(id(request));
    ObserveResult result = session(request).observe(Inputs.observation(request));
    return Response.ok(
        "status", "ok",
        "session_id", id(request),
        "processor_id", user,
        "stm_length", result.stmLength(),
        "time", result.time(),
        "unique_id", result.uniqueId(),
        "auto_learned_pattern", Views.name(result.autoLearned()));
  }

  private Response observeSequence(Request request) {
    String user = users.of(id(request));
    SequenceOptions options = Inputs.sequenceOptions(request, false);
    SequenceResult result = session(request).observeAll(Inputs.observations(request), options);
    return Response.json(200, SequenceView.of(result, user, options.clearStmBetween()));
  }

  private Response stm(Request request) {
    List<List<String>> stm = Views.events(session(request).stm());
    return Response.ok("stm", stm, "session_id", id(request), "length", stm.size());
  }

  private Response clearStm(Request request) {
    session(request).clearStm();
    return Response.ok("status", "cleared", "session_id", id(request));
  }

  private Response clearAll(Request request) {
    session(request).clearAll();
    return Response.ok("status", "cleared", "session_id", id(request), "scope", "all");
  }

  private Response learn(Request request) {
    String user = users.of(id(request));
    LearnResult result = session(request).learn(Inputs.uniqueId(request));
    String name = Views.name(result.name());
    return Response.ok(
        "status", result.learned() ? "learned" : "insufficient_data",
        "pattern_name", name == null ? "" : name,
        "session_id", id(request),
        "processor_id", user,
        "message",
            result.learned()
                ? "Learned pattern " + name + " from " + result.events() + " events"
                : "Insufficient data for learning: fewer than two symbols in "
                    + result.events()
                    + " events");
  }

  private Response predictions(Request request) {
    String user = users.of(id(request));
    Predictions predictions = session(request).predict();
    return Response.ok(
        "predictions", PredictionView.FLAT.of(predictions.predictions()),
        "future_potentials", predictions.futurePotentials().stream().map(Views::future).toList(),
        "count", predictions.predictions().size(),
        "session_id", id(request),
        "processor_id", user);
  }

  private Response percept(Request request) {
    return Response.ok(
        "percept_data", Views.percept(session(request).info()), "session_id", id(request));
  }

  private Response cognition(Request request) {
    SessionInfo info = session(request).info();
    return Response.ok(
        "cognition_data", Cognition.of(kato, info, EnsembleFilter.NONE, PredictionView.FLAT),
        "session_id", id(request));
  }
}

package dev.kato.server.v3;

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
import dev.kato.model.LearnResult;
import dev.kato.model.ObserveResult;
import dev.kato.model.Predictions;
import dev.kato.model.SequenceOptions;
import dev.kato.model.SequenceResult;
import dev.kato.server.http.Request;
import dev.kato.server.http.Response;
import dev.kato.server.http.Route;
import dev.kato.server.http.Schema;
import dev.kato.server.http.Schema.Obj;
import dev.kato.server.view.Cognition;
import dev.kato.server.view.Inputs;
import dev.kato.server.view.PredictionView;
import dev.kato.server.view.SequenceView;
import dev.kato.server.view.SessionUsers;
import dev.kato.server.view.Shapes;
import dev.kato.server.view.Views;
import java.util.List;

/** Observing, learning and predicting in 3.x's words. */
public final class V3Memory {

  private static final String GROUP = "3.x";
  private static final String SESSION = "/sessions/{session_id}";

  private final Kato kato;
  private final SessionUsers users;

  /** Routes to the sessions of this memory. */
  public V3Memory(Kato kato, SessionUsers users) {
    this.kato = kato;
    this.users = users;
  }

  private static Obj answer(Schema.Field... fields) {
    return object(field("session_id", TEXT)).and(fields);
  }

  /** The rows. */
  public List<Route> routes() {
    return List.of(
        route("POST", SESSION + "/observe", "Take in one observation")
            .takes(Shapes.OBSERVATION, Shapes.AN_OBSERVATION)
            .answers(
                answer(
                    field("status", TEXT),
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
            .answers(answer(field("stm", Shapes.EVENTS), field("length", WHOLE)))
            .by(GROUP, this::stm),
        route("POST", SESSION + "/learn", "Learn the short-term memory as a pattern")
            .answers(
                answer(
                    field("status", TEXT),
                    field("pattern_name", TEXT),
                    field("processor_id", TEXT),
                    field("message", TEXT)))
            .by(GROUP, this::learn),
        route("POST", SESSION + "/clear-stm", "Empty the short-term memory; the time is 0 again")
            .answers(answer(field("status", TEXT)))
            .by(GROUP, this::clearStm),
        route("POST", SESSION + "/clear-all", "Erase all that the node has learned, and the STM")
            .answers(answer(field("status", TEXT), field("scope", TEXT)))
            .by(GROUP, this::clearAll),
        route("GET", SESSION + "/predictions", "What the memory makes of the STM now")
            .answers(
                answer(
                    field("predictions", list(Shapes.ALIGNED_PREDICTION)),
                    field("future_potentials", list(Shapes.FUTURE)),
                    field("processor_id", TEXT),
                    field("count", WHOLE),
                    field("time", WHOLE),
                    field("unique_id", orNull(TEXT))))
            .by(GROUP, this::predictions),
        route("GET", SESSION + "/percept-data", "The last observation")
            .answers(answer(field("percept_data", Shapes.PERCEPT), field("node_id", TEXT)))
            .by(GROUP, this::percept),
        route("GET", SESSION + "/cognition-data", "What goes on in the session")
            .answers(
                answer(
                    field("cognition_data", Shapes.cognition(Shapes.ALIGNED_PREDICTION)),
                    field("node_id", TEXT)))
            .by(GROUP, this::cognition));
  }

  private static String id(Request request) {
    return request.path("session_id");
  }

  private KatoSession session(Request request) {
    return kato.session(id(request));
  }

  private Response observe(Request request) {
    String node = users.of(id(request));
    ObserveResult result = session(request).observe(Inputs.observation(request));
    return Response.ok(
        "status", "okay",
        "session_id", id(request),
        "processor_id", node,
        "stm_length", result.stmLength(),
        "time", result.time(),
        "unique_id", result.uniqueId(),
        "auto_learned_pattern", Views.name(result.autoLearned()));
  }

  private Response observeSequence(Request request) {
    String node = users.of(id(request));
    SequenceOptions options = Inputs.sequenceOptions(request, false);
    SequenceResult result = session(request).observeAll(Inputs.observations(request), options);
    return Response.json(200, SequenceView.of(result, node, options.clearStmBetween()));
  }

  private Response stm(Request request) {
    List<List<String>> stm = Views.events(session(request).stm());
    return Response.ok("stm", stm, "session_id", id(request), "length", stm.size());
  }

  private Response learn(Request request) {
    String node = users.of(id(request));
    LearnResult result = session(request).learn();
    String name = Views.name(result.name());
    return Response.ok(
        "status",
        "learned",
        "pattern_name",
        name == null ? "" : name,
        "session_id",
        id(request),
        "processor_id",
        node,
        "message",
        "Learned pattern " + (name == null ? "" : name) + " from " + result.events() + " events");
  }

  private Response clearStm(Request request) {
    session(request).restart();
    return Response.ok("status", "cleared", "session_id", id(request));
  }

  private Response clearAll(Request request) {
    session(request).clearAll();
    return Response.ok("status", "cleared", "session_id", id(request), "scope", "all");
  }

  private Response predictions(Request request) {
    SessionInfo info = session(request).info();
    String node = info.state().user().value();
    Predictions predictions =
        kato.knowledgeBase(node)
            .recall(info.state().memory().events(), info.config(), Filters.ensemble(info));
    return Response.ok(
        "predictions", PredictionView.ALIGNED.of(predictions.predictions()),
        "future_potentials", predictions.futurePotentials().stream().map(Views::future).toList(),
        "session_id", id(request),
        "processor_id", node,
        "count", predictions.predictions().size(),
        "time", info.state().time(),
        "unique_id", null);
  }

  private Response percept(Request request) {
    SessionInfo info = session(request).info();
    return Response.ok(
        "percept_data", Views.percept(info),
        "session_id", id(request),
        "node_id", info.state().user().value());
  }

  private Response cognition(Request request) {
    SessionInfo info = session(request).info();
    return Response.ok(
        "cognition_data", Cognition.of(kato, info, Filters.ensemble(info), PredictionView.ALIGNED),
        "session_id", id(request),
        "node_id", info.state().user().value());
  }
}

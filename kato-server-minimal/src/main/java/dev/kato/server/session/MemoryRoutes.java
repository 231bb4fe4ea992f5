package dev.kato.server.session;

import static dev.kato.server.http.Route.route;
import static dev.kato.server.http.Schema.TEXT;
import static dev.kato.server.http.Schema.WHOLE;
import static dev.kato.server.http.Schema.either;
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
import dev.kato.server.view.Parts;
import dev.kato.server.view.SequenceView;
import dev.kato.server.view.SessionUsers;
import dev.kato.server.view.Shapes;
import dev.kato.server.view.Sizes;
import dev.kato.server.view.Views;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Observing, learning and predicting in a session. */
final class MemoryRoutes {

  private final Kato kato;
  private final SessionUsers users;
  private final Wording wording;
  private final String session;

  MemoryRoutes(Kato kato, SessionUsers users, Wording wording) {
    this.kato = kato;
    this.users = users;
    this.wording = wording;
    this.session = wording.path() + "/{session_id}";
  }

  List<Route> routes() {
    Schema cleared = object(field("status", TEXT), field("session_id", TEXT));
    return List.of(
        route("POST", session + "/observe", "Take in one observation")
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
            .by(wording.group(), this::observe),
        route("POST", session + "/observe-sequence", "Take in a sequence, all of it or nothing")
            .takes(Shapes.SEQUENCE, Shapes.A_SEQUENCE)
            .answers(SequenceView.SHAPE)
            .by(wording.group(), this::observeSequence),
        route("GET", session + "/stm", "The short-term memory, oldest event first")
            .answers(
                object(
                    field("stm", Shapes.EVENTS), field("session_id", TEXT), field("length", WHOLE)))
            .by(wording.group(), this::stm),
        route("POST", session + "/clear-stm", "Empty the short-term memory")
            .answers(cleared)
            .by(wording.group(), this::clearStm),
        route("POST", session + "/clear-all", "Erase all that the user has learned, and the STM")
            .answers(object(field("status", TEXT), field("session_id", TEXT), field("scope", TEXT)))
            .by(wording.group(), this::clearAll),
        route("POST", session + "/learn", "Learn the short-term memory as a pattern")
            .mayTake(Shapes.LEARNING, Map.of("unique_id", "learning-1"))
            .answers(
                object(
                    field("status", TEXT),
                    field("pattern_name", TEXT),
                    field("session_id", TEXT),
                    field("processor_id", TEXT),
                    field("message", TEXT)))
            .by(wording.group(), this::learn),
        route("GET", session + "/predictions", "What the memory makes of the STM now")
            .query(
                "fields",
                TEXT,
                "the parts to answer, by commas: predictions or some of their fields, and"
                    + " future_potentials; all unless given")
            .answers(either(predicted(wording.predictions().shape()), predictedInPart()))
            .by(wording.group(), this::predictions),
        route("GET", session + "/percept-data", "The last observation")
            .answers(
                object(
                    field("percept_data", Shapes.PERCEPT),
                    field("session_id", TEXT),
                    field("node_id", TEXT)))
            .by(wording.group(), this::percept),
        route("GET", session + "/cognition-data", "What goes on in the session")
            .answers(
                object(
                    field("cognition_data", Shapes.cognition(wording.predictions().shape())),
                    field("session_id", TEXT),
                    field("node_id", TEXT)))
            .by(wording.group(), this::cognition));
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
        "status", wording.observed(),
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
    wording.clear(session(request));
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
        "status", result.learned() ? "learned" : wording.tooLittle(),
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
    Parts parts = Parts.of(request, wording.predictions());
    SessionInfo info = session(request).info();
    String user = info.state().user().value();
    Predictions predictions =
        kato.knowledgeBase(user)
            .recall(info.state().memory().events(), info.config(), wording.filter(info));
    request.willHold(Sizes.of(predictions));
    Map<String, @Nullable Object> answer = parts.of(predictions);
    answer.put("session_id", id(request));
    answer.put("processor_id", user);
    answer.put("time", info.state().time());
    answer.put("unique_id", null);
    return Response.json(200, answer);
  }

  private static Obj predicted(Obj prediction) {
    return object(
        field("predictions", list(prediction)),
        field("future_potentials", list(Shapes.FUTURE)),
        field("future_potentials_total", WHOLE),
        field("count", WHOLE),
        field("session_id", TEXT),
        field("processor_id", TEXT),
        field("time", WHOLE),
        field("unique_id", orNull(TEXT)));
  }

  private Obj predictedInPart() {
    return predicted(wording.predictions().shape().inPart()).inPart();
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
        "cognition_data",
            Cognition.of(kato, request, info, wording.filter(info), wording.predictions()),
        "session_id", id(request),
        "node_id", info.state().user().value());
  }
}

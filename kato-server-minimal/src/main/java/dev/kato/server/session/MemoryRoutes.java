package dev.kato.server.session;

import static dev.kato.server.http.Page.page;
import static dev.kato.server.http.Route.SESSION;
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
import dev.kato.server.http.Page;
import dev.kato.server.http.Request;
import dev.kato.server.http.Response;
import dev.kato.server.http.Route;
import dev.kato.server.http.Schema.Obj;
import dev.kato.server.http.View;
import dev.kato.server.view.Cognition;
import dev.kato.server.view.Inputs;
import dev.kato.server.view.Parts;
import dev.kato.server.view.SequenceView;
import dev.kato.server.view.SequenceView.Sequence;
import dev.kato.server.view.SessionUsers;
import dev.kato.server.view.Shapes;
import dev.kato.server.view.Sizes;
import dev.kato.server.view.Views;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Consumer;
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
    return List.of(
        observe(),
        observeSequence(),
        stm(),
        clearStm(),
        clearAll(),
        learn(),
        predictions(),
        percept(),
        cognition());
  }

  /** What an operation came to, and whose session it was. */
  private record Done<T>(String session, String user, T result) {}

  private static String id(Request request) {
    return request.path(SESSION);
  }

  private KatoSession session(Request request) {
    return kato.session(id(request));
  }

  private <T> Done<T> done(Request request, T result) {
    return new Done<>(id(request), users.of(id(request)), result);
  }

  private Route observe() {
    View<Done<ObserveResult>> view =
        View.<Done<ObserveResult>>view()
            .with(TEXT, it -> wording.observed(), "status")
            .with(TEXT, Done::session, "session_id")
            .with(TEXT, Done::user, "processor_id")
            .with(WHOLE, it -> it.result.stmLength(), "stm_length")
            .with(WHOLE, it -> it.result.time(), "time")
            .with(TEXT, it -> it.result.uniqueId(), "unique_id")
            .with(orNull(TEXT), it -> Views.name(it.result.autoLearned()), "auto_learned_pattern");
    return ForecastAfter.onRequest(
            route("POST", session + "/observe", "Take in one observation")
                .takes(Shapes.OBSERVATION, Shapes.AN_OBSERVATION),
            view.shape())
        .by(
            wording.group(),
            request -> {
              OptionalInt forecast = ForecastAfter.asked(request);
              ObserveResult result = session(request).observe(Inputs.observation(request));
              return answer(request, view.of(done(request, result)), forecast);
            });
  }

  private Response answer(
      Request request, Map<String, @Nullable Object> fields, OptionalInt forecast) {
    ForecastAfter.add(fields, forecast, request, session(request));
    return Response.json(200, fields);
  }

  private Route observeSequence() {
    return ForecastAfter.onRequest(
            route("POST", session + "/observe-sequence", "Take in a sequence, all of it or nothing")
                .takes(Shapes.SEQUENCE, Shapes.A_SEQUENCE),
            SequenceView.VIEW.shape())
        .by(
            wording.group(),
            request -> {
              OptionalInt forecast = ForecastAfter.asked(request);
              return answer(request, SequenceView.VIEW.of(sequence(request)), forecast);
            });
  }

  private Sequence sequence(Request request) {
    SequenceOptions options = Inputs.sequenceOptions(request, false);
    SequenceResult result = session(request).observeAll(Inputs.observations(request), options);
    return new Sequence(result, users.of(id(request)), options.clearStmBetween());
  }

  private Route stm() {
    return page(
            route("GET", session + "/stm", "The short-term memory, oldest event first"),
            request -> done(request, Views.events(session(request).stm())))
        .with(Shapes.EVENTS, Done::result, "stm")
        .with(TEXT, Done::session, "session_id")
        .with(WHOLE, it -> it.result.size(), "length")
        .by(wording.group());
  }

  private Page<String> cleared(String path, String summary, Consumer<KatoSession> clear) {
    return page(
            route("POST", session + path, summary),
            request -> {
              clear.accept(session(request));
              return id(request);
            })
        .with(TEXT, id -> "cleared", "status")
        .with(TEXT, id -> id, "session_id");
  }

  private Route clearStm() {
    return cleared("/clear-stm", "Empty the short-term memory", wording::clear).by(wording.group());
  }

  private Route clearAll() {
    return cleared(
            "/clear-all", "Erase all that the user has learned, and the STM", KatoSession::clearAll)
        .with(TEXT, id -> "all", "scope")
        .by(wording.group());
  }

  private Route learn() {
    return page(
            route("POST", session + "/learn", "Learn the short-term memory as a pattern")
                .mayTake(Shapes.LEARNING, Map.of("unique_id", "learning-1")),
            request -> done(request, session(request).learn(Inputs.uniqueId(request))))
        .with(TEXT, it -> it.result.learned() ? "learned" : wording.tooLittle(), "status")
        .with(TEXT, it -> Objects.toString(Views.name(it.result.name()), ""), "pattern_name")
        .with(TEXT, Done::session, "session_id")
        .with(TEXT, Done::user, "processor_id")
        .with(TEXT, it -> message(it.result), "message")
        .by(wording.group());
  }

  private static String message(LearnResult result) {
    return result.learned()
        ? "Learned pattern " + Views.name(result.name()) + " from " + result.events() + " events"
        : "Insufficient data for learning: fewer than two symbols in "
            + result.events()
            + " events";
  }

  private Route predictions() {
    Obj whole = predicted(wording.predictions().shape());
    Obj inPart = predicted(wording.predictions().shape().inPart()).inPart();
    return route("GET", session + "/predictions", "What the memory makes of the STM now")
        .query(
            "fields",
            TEXT,
            "the parts to answer, by commas: predictions or some of their fields, and"
                + " future_potentials; all unless given")
        .answers(either(whole, inPart))
        .by(wording.group(), this::predictions);
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
        field("future_potentials", list(Views.FUTURE.shape())),
        field("future_potentials_total", WHOLE),
        field("count", WHOLE),
        field("session_id", TEXT),
        field("processor_id", TEXT),
        field("time", WHOLE),
        field("unique_id", orNull(TEXT)));
  }

  private Route percept() {
    return page(
            route("GET", session + "/percept-data", "The last observation"),
            request -> done(request, session(request).info()))
        .with(Views.PERCEPT, it -> Views.percept(it.result), "percept_data")
        .with(TEXT, Done::session, "session_id")
        .with(TEXT, Done::user, "node_id")
        .by(wording.group());
  }

  private Route cognition() {
    View<Cognition> view = Cognition.view(wording.predictions());
    return page(
            route("GET", session + "/cognition-data", "What goes on in the session"),
            request -> done(request, cognition(request)))
        .with(view.shape(), it -> view.of(it.result), "cognition_data")
        .with(TEXT, Done::session, "session_id")
        .with(TEXT, Done::user, "node_id")
        .by(wording.group());
  }

  private Cognition cognition(Request request) {
    SessionInfo info = session(request).info();
    return Cognition.of(kato, request, info, wording.filter(info));
  }
}

package dev.kato.server.session;

import static dev.kato.server.http.Route.route;
import static dev.kato.server.http.Schema.BOOL;
import static dev.kato.server.http.Schema.OBJECT;
import static dev.kato.server.http.Schema.TEXT;
import static dev.kato.server.http.Schema.WHOLE;
import static dev.kato.server.http.Schema.field;
import static dev.kato.server.http.Schema.object;
import static dev.kato.server.http.Schema.optional;
import static dev.kato.server.http.Schema.orNull;

import dev.kato.Kato;
import dev.kato.KatoSession;
import dev.kato.SessionInfo;
import dev.kato.SessionPresence;
import dev.kato.server.http.Request;
import dev.kato.server.http.Response;
import dev.kato.server.http.Route;
import dev.kato.server.http.Schema;
import dev.kato.server.http.Subject;
import dev.kato.server.view.Inputs;
import dev.kato.server.view.SessionUsers;
import dev.kato.server.view.Shapes;
import dev.kato.server.view.Views;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The life of sessions. */
public final class SessionRoutes {

  private static final int MAX_TTL = 31_536_000;

  private final Kato kato;
  private final SessionUsers users;
  private final Wording wording;
  private final String session;
  private final Duration defaultTtl;

  private SessionRoutes(Kato kato, SessionUsers users, Wording wording, Duration defaultTtl) {
    this.kato = kato;
    this.users = users;
    this.wording = wording;
    this.session = wording.path() + "/{session_id}";
    this.defaultTtl = defaultTtl;
  }

  /**
   * All rows of sessions in these words.
   *
   * @param defaultTtl what a session is extended by when nothing is said
   */
  public static List<Route> of(
      Kato kato, SessionUsers users, Wording wording, Duration defaultTtl) {
    List<Route> routes =
        new ArrayList<>(new SessionRoutes(kato, users, wording, defaultTtl).routes());
    routes.addAll(new MemoryRoutes(kato, users, wording).routes());
    return routes;
  }

  private List<Route> routes() {
    Schema done = object(field("status", TEXT), field("session_id", TEXT));
    Schema extended =
        object(field("status", TEXT), field("session_id", TEXT)).and(field("ttl_seconds", WHOLE));
    return List.of(
        route("POST", wording.path(), "Open a session")
            .about(Subject.HANDLER)
            .takes(wording.opening(), wording.openingExample())
            .answers(Shapes.SESSION)
            .by(wording.group(), this::open),
        route("GET", wording.path() + "/count", "Number of live sessions")
            .answers(object(field("active_session_count", WHOLE)))
            .by(
                wording.group(),
                request -> Response.ok("active_session_count", kato.sessionCount())),
        route("GET", session, "A session")
            .answers(Shapes.SESSION)
            .by(wording.group(), request -> Response.json(200, view(session(request)))),
        route("DELETE", session, "Delete a session; what was learned stays")
            .answers(done)
            .by(wording.group(), this::delete),
        route("GET", session + "/exists", "Whether a session is there; does not use it")
            .about(Subject.HANDLER)
            .answers(
                object(field("exists", BOOL), field("expired", BOOL), field("session_id", TEXT)))
            .by(wording.group(), this::exists),
        extend("POST").answers(extended).by(wording.group(), this::extend),
        extend("PUT").answers(extended).by(wording.group(), this::extend),
        route("POST", session + "/abandon", "Give up a change that a store does not let finish")
            .answers(object(field("abandoned", BOOL), field("session_id", TEXT)))
            .by(wording.group(), this::abandon),
        route("GET", session + "/config", "The effective configuration")
            .answers(object(field("session_id", TEXT), field("config", OBJECT)))
            .by(wording.group(), this::config),
        route("POST", session + "/config", "Change parts of the configuration, all or nothing")
            .takes(OBJECT, Shapes.A_CONFIGURATION)
            .answers(
                object(field("status", TEXT), field("message", TEXT), field("session_id", TEXT)))
            .by(wording.group(), this::configure));
  }

  private Route.Builder extend(String method) {
    return route(method, session + "/extend", "Give a session another life time, from now on")
        .query("ttl_seconds", Shapes.TTL, "life time, 1.." + MAX_TTL)
        .mayTake(object(optional("ttl_seconds", orNull(Shapes.TTL))), Map.of("ttl_seconds", 600));
  }

  private KatoSession session(Request request) {
    return kato.session(request.path("session_id"));
  }

  private Map<String, @Nullable Object> view(KatoSession viewed) {
    SessionInfo info = viewed.info();
    return Views.session(info, wording.config(info));
  }

  private Response open(Request request) {
    return Response.json(200, view(wording.open(request)));
  }

  private Response delete(Request request) {
    session(request).delete();
    return Response.ok("status", "deleted", "session_id", request.path("session_id"));
  }

  private Response exists(Request request) {
    String id = request.path("session_id");
    SessionPresence presence = kato.presence(id);
    if (presence == SessionPresence.LIVE && !request.covers(users.of(id))) {
      presence = SessionPresence.ABSENT;
    }
    return Response.ok(
        "exists", presence == SessionPresence.LIVE,
        "expired", presence == SessionPresence.EXPIRED,
        "session_id", id);
  }

  private Response extend(Request request) {
    OptionalInt queried = request.queryInt("ttl_seconds", 1, MAX_TTL);
    Duration life =
        Inputs.ttl(request)
            .orElse(queried.isPresent() ? Duration.ofSeconds(queried.getAsInt()) : defaultTtl);
    session(request).extend(life);
    return Response.ok(
        "status", "extended",
        "session_id", request.path("session_id"),
        "ttl_seconds", life.toSeconds());
  }

  private Response abandon(Request request) {
    return Response.ok(
        "abandoned", session(request).abandon(),
        "session_id", request.path("session_id"));
  }

  private Response config(Request request) {
    return Response.ok(
        "session_id", request.path("session_id"),
        "config", wording.config(session(request).info()));
  }

  private Response configure(Request request) {
    wording.configure(session(request), request);
    return Response.ok(
        "status", "okay",
        "message", "Configuration updated",
        "session_id", request.path("session_id"));
  }
}

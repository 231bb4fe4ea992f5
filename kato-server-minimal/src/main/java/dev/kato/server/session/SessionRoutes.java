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
import dev.kato.server.view.Inputs;
import dev.kato.server.view.Shapes;
import dev.kato.server.view.Views;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The life of sessions. */
public final class SessionRoutes {

  private static final int MAX_TTL = 31_536_000;

  private final Kato kato;
  private final Dialect dialect;
  private final String session;
  private final Duration defaultTtl;

  /**
   * Routes to these sessions.
   *
   * @param defaultTtl what a session is extended by when nothing is said
   */
  public SessionRoutes(Kato kato, Dialect dialect, Duration defaultTtl) {
    this.kato = kato;
    this.dialect = dialect;
    this.session = dialect.path() + "/{session_id}";
    this.defaultTtl = defaultTtl;
  }

  /** The rows. */
  public List<Route> routes() {
    Schema done = object(field("status", TEXT), field("session_id", TEXT));
    Schema extended =
        object(field("status", TEXT), field("session_id", TEXT)).and(field("ttl_seconds", WHOLE));
    return List.of(
        route("POST", dialect.path(), "Open a session")
            .takes(dialect.opening(), dialect.openingExample())
            .answers(Shapes.SESSION)
            .by(dialect.group(), this::open),
        route("GET", dialect.path() + "/count", "Number of live sessions")
            .answers(object(field("active_session_count", WHOLE)))
            .by(
                dialect.group(),
                request -> Response.ok("active_session_count", kato.sessionCount())),
        route("GET", session, "A session")
            .answers(Shapes.SESSION)
            .by(dialect.group(), request -> Response.json(200, view(session(request)))),
        route("DELETE", session, "Delete a session; what was learned stays")
            .answers(done)
            .by(dialect.group(), this::delete),
        route("GET", session + "/exists", "Whether a session is there; does not use it")
            .answers(
                object(field("exists", BOOL), field("expired", BOOL), field("session_id", TEXT)))
            .by(dialect.group(), this::exists),
        extend("POST").answers(extended).by(dialect.group(), this::extend),
        extend("PUT").answers(extended).by(dialect.group(), this::extend),
        route("POST", session + "/abandon", "Give up a change that a store does not let finish")
            .answers(object(field("abandoned", BOOL), field("session_id", TEXT)))
            .by(dialect.group(), this::abandon),
        route("GET", session + "/config", "The effective configuration")
            .answers(object(field("session_id", TEXT), field("config", OBJECT)))
            .by(dialect.group(), this::config),
        route("POST", session + "/config", "Change parts of the configuration, all or nothing")
            .takes(OBJECT, Shapes.A_CONFIGURATION)
            .answers(
                object(field("status", TEXT), field("message", TEXT), field("session_id", TEXT)))
            .by(dialect.group(), this::configure));
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
    return Views.session(info, dialect.config(info));
  }

  private Response open(Request request) {
    return Response.json(200, view(dialect.open(request)));
  }

  private Response delete(Request request) {
    session(request).delete();
    return Response.ok("status", "deleted", "session_id", request.path("session_id"));
  }

  private Response exists(Request request) {
    String id = request.path("session_id");
    SessionPresence presence = kato.presence(id);
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
        "config", dialect.config(session(request).info()));
  }

  private Response configure(Request request) {
    dialect.configure(session(request), request);
    return Response.ok(
        "status", "okay",
        "message", "Configuration updated",
        "session_id", request.path("session_id"));
  }
}

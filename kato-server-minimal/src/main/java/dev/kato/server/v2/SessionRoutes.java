package dev.kato.server.v2;

import static dev.kato.server.http.Route.route;
import static dev.kato.server.http.Schema.BOOL;
import static dev.kato.server.http.Schema.OBJECT;
import static dev.kato.server.http.Schema.TEXT;
import static dev.kato.server.http.Schema.WHOLE;
import static dev.kato.server.http.Schema.field;
import static dev.kato.server.http.Schema.object;
import static dev.kato.server.http.Schema.optional;
import static dev.kato.server.http.Schema.orNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kato.Kato;
import dev.kato.KatoSession;
import dev.kato.SessionOptions;
import dev.kato.SessionPresence;
import dev.kato.model.UserId;
import dev.kato.server.http.HttpFailure;
import dev.kato.server.http.Json;
import dev.kato.server.http.Request;
import dev.kato.server.http.Response;
import dev.kato.server.http.Route;
import dev.kato.server.http.Schema;
import dev.kato.server.view.Inputs;
import dev.kato.server.view.Shapes;
import dev.kato.server.view.Views;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The life of sessions. */
public final class SessionRoutes {

  private static final String GROUP = "sessions";
  private static final String SESSION = "/v2/sessions/{session_id}";
  private static final int MAX_TTL = 31_536_000;

  private static final Schema OPENING =
      object(
          optional("user_id", TEXT),
          optional("node_id", TEXT),
          optional("metadata", orNull(OBJECT)),
          optional("ttl_seconds", orNull(WHOLE)),
          optional("config", orNull(OBJECT)));

  private final Kato kato;
  private final Map<String, @Nullable Object> defaults;
  private final Duration defaultTtl;

  /**
   * Routes to these sessions.
   *
   * @param defaults configuration that sessions opened here begin with
   * @param defaultTtl what a session is extended by when nothing is said
   */
  public SessionRoutes(Kato kato, Map<String, @Nullable Object> defaults, Duration defaultTtl) {
    this.kato = kato;
    this.defaults = defaults;
    this.defaultTtl = defaultTtl;
  }

  /** The rows. */
  public List<Route> routes() {
    Schema done = object(field("status", TEXT), field("session_id", TEXT));
    Schema extended =
        object(field("status", TEXT), field("session_id", TEXT)).and(field("ttl_seconds", WHOLE));
    return List.of(
        route("POST", "/v2/sessions", "Open a session")
            .takes(OPENING, Map.of("user_id", "alice", "ttl_seconds", 600))
            .answers(Shapes.SESSION)
            .by(GROUP, this::open),
        route("GET", "/v2/sessions/count", "Number of live sessions")
            .answers(object(field("active_session_count", WHOLE)))
            .by(GROUP, request -> Response.ok("active_session_count", kato.sessionCount())),
        route("GET", SESSION, "A session")
            .answers(Shapes.SESSION)
            .by(GROUP, request -> Response.json(200, Views.session(session(request).info()))),
        route("DELETE", SESSION, "Delete a session; what was learned stays")
            .answers(done)
            .by(GROUP, this::delete),
        route("GET", SESSION + "/exists", "Whether a session is there; does not use it")
            .answers(
                object(field("exists", BOOL), field("expired", BOOL), field("session_id", TEXT)))
            .by(GROUP, this::exists),
        extend("POST").answers(extended).by(GROUP, this::extend),
        extend("PUT").answers(extended).by(GROUP, this::extend),
        route("GET", SESSION + "/config", "The effective configuration")
            .answers(object(field("session_id", TEXT), field("config", OBJECT)))
            .by(GROUP, this::config),
        route("POST", SESSION + "/config", "Change parts of the configuration, all or nothing")
            .takes(OBJECT, Shapes.A_CONFIGURATION)
            .answers(
                object(field("status", TEXT), field("message", TEXT), field("session_id", TEXT)))
            .by(GROUP, this::configure));
  }

  private static Route.Builder extend(String method) {
    return route(method, SESSION + "/extend", "Give a session another life time, from now on")
        .query("ttl_seconds", WHOLE, "life time, 1.." + MAX_TTL)
        .mayTake(object(optional("ttl_seconds", orNull(WHOLE))), Map.of("ttl_seconds", 600));
  }

  private KatoSession session(Request request) {
    return kato.session(request.path("session_id"));
  }

  private Response open(Request request) {
    String user = request.field("user_id").map(JsonNode::textValue).orElse(null);
    if (user == null) {
      user =
          request
              .field("node_id")
              .map(JsonNode::textValue)
              .orElseThrow(
                  () -> HttpFailure.invalid("Field required", "missing", "body", "user_id"));
    }
    Map<String, @Nullable Object> config = new LinkedHashMap<>(defaults);
    request.field("config").ifPresent(node -> config.putAll(Json.map(node)));
    SessionOptions options =
        new SessionOptions(
            new UserId(user),
            request.field("metadata").map(Json::map).orElse(Map.of()),
            Inputs.ttl(request),
            config);
    return Response.json(200, Views.session(kato.openSession(options).info()));
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
    Optional<Duration> ttl = Inputs.ttl(request);
    if (ttl.isEmpty() && request.query("ttl_seconds").isPresent()) {
      ttl = Optional.of(Duration.ofSeconds(request.queryInt("ttl_seconds", 1, MAX_TTL).orElse(1)));
    }
    Duration life = ttl.orElse(defaultTtl);
    session(request).extend(life);
    return Response.ok(
        "status", "extended",
        "session_id", request.path("session_id"),
        "ttl_seconds", life.toSeconds());
  }

  private Response config(Request request) {
    return Response.ok(
        "session_id", request.path("session_id"),
        "config", session(request).info().config().toMap());
  }

  private Response configure(Request request) {
    session(request).configure(Inputs.config(request));
    return Response.ok(
        "status", "okay",
        "message", "Configuration updated",
        "session_id", request.path("session_id"));
  }
}

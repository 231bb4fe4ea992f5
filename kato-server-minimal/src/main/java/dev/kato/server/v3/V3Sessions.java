package dev.kato.server.v3;

import static dev.kato.server.http.Route.route;
import static dev.kato.server.http.Schema.BOOL;
import static dev.kato.server.http.Schema.NUMBER;
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
import dev.kato.SessionOptions;
import dev.kato.SessionPresence;
import dev.kato.model.UserId;
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

/** The life of sessions in 3.x's words. */
public final class V3Sessions {

  private static final String GROUP = "3.x";
  private static final String SESSION = "/sessions/{session_id}";
  private static final int MAX_TTL = 31_536_000;

  private static final Schema OPENING =
      object(
          field("node_id", TEXT),
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
  public V3Sessions(Kato kato, Map<String, @Nullable Object> defaults, Duration defaultTtl) {
    this.kato = kato;
    this.defaults = defaults;
    this.defaultTtl = defaultTtl;
  }

  /** The rows. */
  public List<Route> routes() {
    return List.of(
        route("POST", "/sessions", "Open a session")
            .takes(OPENING, Map.of("node_id", "alice", "ttl_seconds", 600))
            .answers(Shapes.SESSION)
            .by(GROUP, this::open),
        route("GET", "/sessions/count", "Number of live sessions")
            .answers(object(field("active_session_count", WHOLE)))
            .by(GROUP, request -> Response.ok("active_session_count", kato.sessionCount())),
        route("GET", SESSION, "A session")
            .answers(Shapes.SESSION)
            .by(GROUP, request -> Response.json(200, view(session(request).info()))),
        route("DELETE", SESSION, "Delete a session; what was learned stays")
            .answers(object(field("status", TEXT), field("session_id", TEXT)))
            .by(GROUP, this::delete),
        route("GET", SESSION + "/exists", "Whether a session is there; does not use it")
            .answers(
                object(field("exists", BOOL), field("expired", BOOL), field("session_id", TEXT)))
            .by(GROUP, this::exists),
        route("POST", SESSION + "/extend", "Give a session another life time, from now on")
            .query("ttl_seconds", WHOLE, "life time, 1.." + MAX_TTL)
            .answers(
                object(
                    field("status", TEXT), field("session_id", TEXT), field("ttl_seconds", WHOLE)))
            .by(GROUP, this::extend),
        route("GET", SESSION + "/config", "The effective configuration")
            .answers(object(field("session_id", TEXT), field("config", OBJECT)))
            .by(GROUP, this::config),
        route("POST", SESSION + "/config", "Change parts of the configuration, all or nothing")
            .takes(OBJECT, Shapes.A_CONFIGURATION)
            .answers(
                object(field("status", TEXT), field("message", TEXT), field("session_id", TEXT)))
            .by(GROUP, this::configure),
        route("POST", SESSION + "/finalize-training", "Nothing is left to do; tells what is there")
            .answers(
                object(
                    field("status", TEXT),
                    field("patterns_processed", WHOLE),
                    field("time_ms", NUMBER),
                    field("session_id", TEXT),
                    field("node_id", TEXT),
                    field("message", TEXT)))
            .by(GROUP, this::finalizeTraining));
  }

  private KatoSession session(Request request) {
    return kato.session(request.path("session_id"));
  }

  private static Map<String, @Nullable Object> view(SessionInfo info) {
    Map<String, @Nullable Object> view = Views.session(info);
    view.put("session_config", SessionConfiguration.effective(info));
    return view;
  }

  private Response open(Request request) {
    Map<String, @Nullable Object> given = new LinkedHashMap<>(defaults);
    request.field("config").ifPresent(node -> given.putAll(Json.map(node)));
    SessionConfiguration configuration = SessionConfiguration.of(kato, given);
    Optional<Duration> ttl = Inputs.ttl(request).filter(life -> !life.isZero());
    KatoSession session =
        kato.openSession(
            new SessionOptions(
                new UserId(request.body().path("node_id").asText()),
                request.field("metadata").map(Json::map).orElse(Map.of()),
                ttl,
                configuration.core()));
    configuration.keepFilters(session);
    return Response.json(200, view(session.info()));
  }

  private Response delete(Request request) {
    session(request).delete();
    return Response.ok("status", "deleted", "session_id", request.path("session_id"));
  }

  private Response exists(Request request) {
    String id = request.path("session_id");
    SessionPresence presence = kato.presence(id);
    return Response.ok(
        "exists",
        presence != SessionPresence.ABSENT,
        "expired",
        presence == SessionPresence.EXPIRED,
        "session_id",
        id);
  }

  private Response extend(Request request) {
    Duration life =
        request.query("ttl_seconds").isPresent()
            ? Duration.ofSeconds(request.queryInt("ttl_seconds", 1, MAX_TTL).orElse(1))
            : defaultTtl;
    session(request).extend(life);
    return Response.ok(
        "status", "extended",
        "session_id", request.path("session_id"),
        "ttl_seconds", life.toSeconds());
  }

  private Response config(Request request) {
    return Response.ok(
        "session_id", request.path("session_id"),
        "config", SessionConfiguration.effective(session(request).info()));
  }

  private Response configure(Request request) {
    SessionConfiguration.of(kato, Inputs.config(request)).applyTo(session(request));
    return Response.ok(
        "status", "okay",
        "message", "Configuration updated",
        "session_id", request.path("session_id"));
  }

  private Response finalizeTraining(Request request) {
    long start = System.nanoTime();
    String node = session(request).info().state().user().value();
    long patterns = kato.knowledgeBase(node).statistics().uniquePatterns();
    return Response.ok(
        "status",
        "completed",
        "patterns_processed",
        patterns,
        "time_ms",
        (System.nanoTime() - start) / 1e6,
        "session_id",
        request.path("session_id"),
        "node_id",
        node,
        "message",
        "Every learning is final at once; " + patterns + " patterns are ready");
  }
}

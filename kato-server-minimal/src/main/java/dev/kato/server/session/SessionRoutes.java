package dev.kato.server.session;

import static dev.kato.server.http.Page.page;
import static dev.kato.server.http.Route.route;
import static dev.kato.server.http.Schema.BOOL;
import static dev.kato.server.http.Schema.OBJECT;
import static dev.kato.server.http.Schema.TEXT;
import static dev.kato.server.http.Schema.WHOLE;
import static dev.kato.server.http.Schema.object;
import static dev.kato.server.http.Schema.optional;
import static dev.kato.server.http.Schema.orNull;

import dev.kato.Kato;
import dev.kato.KatoSession;
import dev.kato.SessionInfo;
import dev.kato.SessionPresence;
import dev.kato.server.http.Request;
import dev.kato.server.http.Route;
import dev.kato.server.http.Subject;
import dev.kato.server.view.Inputs;
import dev.kato.server.view.SessionUsers;
import dev.kato.server.view.Shapes;
import dev.kato.server.view.Views;
import dev.kato.server.view.Views.Configured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

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
    routes.add(new ForecastRoutes(kato, users, wording).forecast());
    return routes;
  }

  private List<Route> routes() {
    return List.of(
        page(
                route("POST", wording.path(), "Open a session")
                    .about(Subject.HANDLER)
                    .takes(wording.opening(), wording.openingExample()),
                request -> configured(wording.open(request)),
                Views.SESSION)
            .by(wording.group()),
        page(
                route("GET", wording.path() + "/count", "Number of live sessions"),
                request -> kato.sessionCount())
            .with(WHOLE, count -> count, "active_session_count")
            .by(wording.group()),
        page(
                route("GET", session, "A session"),
                request -> configured(session(request)),
                Views.SESSION)
            .by(wording.group()),
        page(route("DELETE", session, "Delete a session; what was learned stays"), this::delete)
            .with(TEXT, id -> "deleted", "status")
            .with(TEXT, id -> id, "session_id")
            .by(wording.group()),
        exists(),
        extend("POST"),
        extend("PUT"),
        page(
                route(
                    "POST",
                    session + "/abandon",
                    "Give up a change that a store does not let finish"),
                request -> new Abandoned(id(request), session(request).abandon()))
            .with(BOOL, Abandoned::done, "abandoned")
            .with(TEXT, Abandoned::id, "session_id")
            .by(wording.group()),
        page(
                route("GET", session + "/config", "The effective configuration"),
                request -> session(request).info())
            .with(TEXT, info -> info.state().id().value(), "session_id")
            .with(OBJECT, wording::config, "config")
            .by(wording.group()),
        page(
                route(
                        "POST",
                        session + "/config",
                        "Change parts of the configuration, all or nothing")
                    .takes(OBJECT, Shapes.A_CONFIGURATION),
                this::configure)
            .with(TEXT, id -> "okay", "status")
            .with(TEXT, id -> "Configuration updated", "message")
            .with(TEXT, id -> id, "session_id")
            .by(wording.group()));
  }

  private static String id(Request request) {
    return request.path(Route.SESSION);
  }

  private KatoSession session(Request request) {
    return kato.session(id(request));
  }

  private Configured configured(KatoSession viewed) {
    SessionInfo info = viewed.info();
    return new Configured(info, wording.config(info));
  }

  private String delete(Request request) {
    session(request).delete();
    return id(request);
  }

  private String configure(Request request) {
    wording.configure(session(request), request);
    return id(request);
  }

  private record Abandoned(String id, boolean done) {}

  private record Presence(String id, SessionPresence presence) {}

  private Route exists() {
    return page(
            route("GET", session + "/exists", "Whether a session is there; does not use it")
                .about(Subject.HANDLER),
            this::presence)
        .with(BOOL, it -> it.presence == SessionPresence.LIVE, "exists")
        .with(BOOL, it -> it.presence == SessionPresence.EXPIRED, "expired")
        .with(TEXT, Presence::id, "session_id")
        .by(wording.group());
  }

  private Presence presence(Request request) {
    String id = id(request);
    SessionPresence presence = kato.presence(id);
    boolean anothers = presence == SessionPresence.LIVE && !request.covers(users.of(id));
    return new Presence(id, anothers ? SessionPresence.ABSENT : presence);
  }

  private record Extended(String id, Duration life) {}

  private Route extend(String method) {
    return page(
            route(method, session + "/extend", "Give a session another life time, from now on")
                .query("ttl_seconds", Shapes.TTL, "life time, 1.." + MAX_TTL)
                .mayTake(
                    object(optional("ttl_seconds", orNull(Shapes.TTL))),
                    Map.of("ttl_seconds", 600)),
            this::extend)
        .with(TEXT, it -> "extended", "status")
        .with(TEXT, Extended::id, "session_id")
        .with(WHOLE, it -> it.life.toSeconds(), "ttl_seconds")
        .by(wording.group());
  }

  private Extended extend(Request request) {
    OptionalInt queried = request.queryInt("ttl_seconds", 1, MAX_TTL);
    Duration life =
        Inputs.ttl(request)
            .orElse(queried.isPresent() ? Duration.ofSeconds(queried.getAsInt()) : defaultTtl);
    session(request).extend(life);
    return new Extended(id(request), life);
  }
}

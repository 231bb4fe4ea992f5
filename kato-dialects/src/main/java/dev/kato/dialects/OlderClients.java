package dev.kato.dialects;

import dev.kato.config.ConfigKey;
import dev.kato.config.StmMode;
import dev.kato.dialects.v1.Callers;
import dev.kato.dialects.v1.V1Routes;
import dev.kato.dialects.v3.V3Monitoring;
import dev.kato.dialects.v3.V3Nodes;
import dev.kato.dialects.v3.V3Sessions;
import dev.kato.server.Dialect;
import dev.kato.server.ServerContext;
import dev.kato.server.Settings;
import dev.kato.server.http.Route;
import dev.kato.server.session.SessionRoutes;
import java.util.ArrayList;
import java.util.List;

/**
 * What clients of KATO 1, which has no sessions in its paths, and of KATO 3 say: one dialect, for
 * some paths belong to both.
 */
public final class OlderClients implements Dialect {

  /** Without any state. */
  public OlderClients() {}

  @Override
  public Contribution on(ServerContext server) {
    Settings settings = server.settings();
    Callers callers =
        new Callers(
            server.kato(),
            server.users(),
            settings.dialectDefaults(ConfigKey.STM_MODE, StmMode.LAST.name()),
            settings.anonymousClients(),
            settings.variables().list("KATO_TRUSTED_PROXIES"));
    List<Route> routes =
        SharedPaths.join(
            new V1Routes(server.kato(), callers).routes(), v3(server, callers), V3Nodes::namesNode);
    return new Contribution(routes, callers::state);
  }

  private static List<Route> v3(ServerContext server, Callers callers) {
    Settings settings = server.settings();
    V3Sessions sessions =
        new V3Sessions(server.kato(), settings.dialectDefaults(ConfigKey.MIN_SYMBOLS, 1));
    List<Route> routes = new ArrayList<>(new V3Nodes(server.kato()).routes());
    routes.addAll(sessions.routes());
    routes.addAll(SessionRoutes.of(server.kato(), server.users(), sessions, settings.sessionTtl()));
    routes.addAll(
        new V3Monitoring(
                server.health(), server.metrics(), server.gate(), callers::state, server.version())
            .routes());
    return routes;
  }
}

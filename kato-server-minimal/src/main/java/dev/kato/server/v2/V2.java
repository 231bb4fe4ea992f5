package dev.kato.server.v2;

import dev.kato.config.ConfigKey;
import dev.kato.config.StmMode;
import dev.kato.server.Dialect;
import dev.kato.server.ServerContext;
import dev.kato.server.http.Route;
import dev.kato.server.session.SessionRoutes;
import java.util.ArrayList;
import java.util.List;

/** The {@code /v2} routes. */
public final class V2 implements Dialect {

  /** Without any state. */
  public V2() {}

  @Override
  public Contribution on(ServerContext server) {
    V2Sessions sessions =
        new V2Sessions(
            server.kato(),
            server.settings().dialectDefaults(ConfigKey.STM_MODE, StmMode.LAST.name()));
    List<Route> routes =
        new ArrayList<>(
            SessionRoutes.of(
                server.kato(), server.users(), sessions, server.settings().sessionTtl()));
    routes.addAll(new ExplainRoutes(server.kato(), server.users()).routes());
    routes.addAll(new KnowledgeRoutes(server.kato()).routes());
    routes.addAll(new StateRoutes(server.kato()).routes());
    return Contribution.of(routes);
  }
}

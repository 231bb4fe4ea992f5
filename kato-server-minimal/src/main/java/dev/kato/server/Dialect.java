package dev.kato.server;

import dev.kato.server.http.Request;
import dev.kato.server.http.Route;
import dev.kato.server.ops.CallerState;
import java.util.List;
import java.util.function.Function;

/**
 * A way to talk to a server, beside health, metrics, events and documents, which every server has:
 * contributes routes to its table. Anybody may write one.
 */
@FunctionalInterface
public interface Dialect {

  /** What it adds to this server; asked for once, before the server starts. */
  Contribution on(ServerContext server);

  /**
   * What a dialect adds.
   *
   * @param routes no two dialects of one server may have a route of the same method and path
   * @param callers what the session of one who asks for metrics holds, where the dialect knows him
   */
  record Contribution(List<Route> routes, Function<Request, CallerState> callers) {

    /** Routes, and no knowledge of callers. */
    public static Contribution of(List<Route> routes) {
      return new Contribution(routes, request -> CallerState.NONE);
    }
  }
}

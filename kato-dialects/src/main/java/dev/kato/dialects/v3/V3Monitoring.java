package dev.kato.dialects.v3;

import dev.kato.server.http.Gate;
import dev.kato.server.http.Request;
import dev.kato.server.http.Route;
import dev.kato.server.ops.CallerState;
import dev.kato.server.ops.Health;
import dev.kato.server.ops.MetricsReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What 3.x and older clients ask about the server. What we have not, they are told we have not. */
public final class V3Monitoring {

  private final V3Status status;
  private final V3Stores stores;
  private final V3Statistics statistics;

  /**
   * Routes that tell about this server.
   *
   * @param callers what the session of a caller holds
   */
  public V3Monitoring(
      Health health,
      MetricsReport metrics,
      Gate gate,
      Function<Request, CallerState> callers,
      String version) {
    this.status = new V3Status(health, metrics, gate, callers, version);
    this.stores = new V3Stores(health, metrics);
    this.statistics = new V3Statistics(health, metrics);
  }

  /** The rows. */
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>(status.routes());
    routes.addAll(stores.routes());
    routes.addAll(statistics.routes());
    return routes;
  }
}

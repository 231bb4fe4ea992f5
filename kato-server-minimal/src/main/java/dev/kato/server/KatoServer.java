package dev.kato.server;

import com.sun.net.httpserver.HttpServer;
import dev.kato.Kato;
import dev.kato.config.ConfigKey;
import dev.kato.config.StmMode;
import dev.kato.server.docs.DocsRoutes;
import dev.kato.server.events.EventLog;
import dev.kato.server.events.EventRoutes;
import dev.kato.server.http.Dispatcher;
import dev.kato.server.http.Front;
import dev.kato.server.http.Gate;
import dev.kato.server.http.Route;
import dev.kato.server.http.Router;
import dev.kato.server.ops.Health;
import dev.kato.server.ops.Meters;
import dev.kato.server.ops.MetricsReport;
import dev.kato.server.ops.SystemRoutes;
import dev.kato.server.ops.TimedStores;
import dev.kato.server.session.Dialect;
import dev.kato.server.session.MemoryRoutes;
import dev.kato.server.session.SessionRoutes;
import dev.kato.server.v1.Callers;
import dev.kato.server.v1.V1Routes;
import dev.kato.server.v2.KnowledgeRoutes;
import dev.kato.server.v2.V2Sessions;
import dev.kato.server.v3.V3Monitoring;
import dev.kato.server.v3.V3Nodes;
import dev.kato.server.v3.V3Sessions;
import dev.kato.server.view.SessionUsers;
import dev.kato.spi.Storage;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A KATO behind HTTP. Thread-safe. Sets system properties of the JDK's HTTP server, those that are
 * not set yet, before it is first used in the process.
 */
public final class KatoServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(KatoServer.class);
  private static final int EVENTS_KEPT = 1024;
  private static final int EVENT_CLIENTS = 64;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final Settings settings;
  private final Kato kato;
  private final Gate gate;
  private final List<Route> routes;
  private final EventLog events = new EventLog(EVENTS_KEPT);
  private final HttpServer http;
  private final ExecutorService workers;
  private final Preparation preparation;
  private boolean stopped;

  private KatoServer(Settings settings, Stores stores, Clock clock) throws IOException {
    this.settings = settings;
    this.gate = new Gate(settings.maxInFlight());
    Meters meters = new Meters();
    Storage storage = TimedStores.of(stores.storage(), meters);
    this.kato =
        Kato.builder()
            .storage(storage)
            .defaults(settings.defaults())
            .sessionTtl(settings.sessionTtl())
            .slidingExpiry(settings.slidingExpiry())
            .maxSessions(settings.maxSessions())
            .maxPatternsPerUser(settings.maxPatternsPerUser())
            .maxSessionCharacters(settings.maxSessionCharacters())
            .predictionTimeout(settings.predictionTimeout())
            .listener(new Listeners(meters, events))
            .clock(clock)
            .build();
    meters.watch(kato);
    this.preparation = new Preparation(kato, storage, settings);
    Health health =
        new Health(
            kato,
            storage,
            stores.kinds(),
            meters,
            gate,
            preparation::isOver,
            clock,
            settings.processorId());
    this.routes = routes(health, meters, clock);
    JdkServer.configure();
    this.http = Listener.create(settings);
    this.workers = Workers.create(settings.maxInFlight() + EVENT_CLIENTS);
    http.setExecutor(workers);
    http.createContext(
        "/",
        new Front(
            new Dispatcher(new Router(routes)),
            gate,
            Protection.keys(settings),
            Protection.cors(settings),
            settings.maxRequestBytes(),
            meters));
  }

  /**
   * Starts a server: when this returns, it answers. It says that it is ready when it has warmed up
   * and loaded what it was told to.
   *
   * @throws IOException if the address cannot be had
   */
  public static KatoServer start(Settings settings) throws IOException {
    return start(settings, Stores.open(settings), Clock.systemUTC());
  }

  static KatoServer start(Settings settings, Stores stores, Clock clock) throws IOException {
    try {
      stores.warmUp();
      KatoServer server = new KatoServer(settings, stores, clock);
      server.http.start();
      server.preparation.begin();
      String scheme = Listener.isSecure(settings) ? "https" : "http";
      log.info("listening on {}://{}:{}", scheme, settings.host(), server.port());
      return server;
    } catch (IOException | RuntimeException e) {
      stores.storage().close();
      throw e;
    }
  }

  private List<Route> routes(Health health, Meters meters, Clock clock) {
    MetricsReport metrics = new MetricsReport(kato, meters, health);
    SessionUsers users = new SessionUsers(kato);
    Map<String, @Nullable Object> last =
        settings.dialectDefaults(ConfigKey.STM_MODE, StmMode.LAST.name());
    Map<String, @Nullable Object> single = settings.dialectDefaults(ConfigKey.MIN_SYMBOLS, 1);
    Callers callers = new Callers(kato, users, last, settings.anonymousClients());
    V3Sessions v3Sessions = new V3Sessions(kato, single);
    List<Route> v3 = new ArrayList<>(new V3Nodes(kato).routes());
    v3.addAll(v3Sessions.routes());
    v3.addAll(sessions(v3Sessions, users));
    v3.addAll(new V3Monitoring(health, metrics, gate, callers::state, version()).routes());
    List<Route> routes = new ArrayList<>();
    routes.addAll(
        new SystemRoutes(kato, health, meters, metrics, callers::state, version()).routes());
    routes.addAll(sessions(new V2Sessions(kato, last), users));
    routes.addAll(new KnowledgeRoutes(kato).routes());
    routes.addAll(SharedPaths.join(new V1Routes(kato, callers).routes(), v3, V3Nodes::namesNode));
    routes.addAll(new EventRoutes(events, kato, clock, HEARTBEAT, EVENT_CLIENTS).routes());
    routes.addAll(new DocsRoutes(routes, version()).routes());
    return routes;
  }

  private List<Route> sessions(Dialect dialect, SessionUsers users) {
    List<Route> routes =
        new ArrayList<>(new SessionRoutes(kato, dialect, settings.sessionTtl()).routes());
    routes.addAll(new MemoryRoutes(kato, users, dialect).routes());
    return routes;
  }

  /** The version of this build; {@code development} outside a jar. */
  static String version() {
    String version = KatoServer.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** The table of all routes. */
  List<Route> routes() {
    return routes;
  }

  int requestsInFlight() {
    return gate.inFlight();
  }

  /** The memory behind it, for use in the same process. */
  public Kato kato() {
    return kato;
  }

  /** The port it listens on. */
  public int port() {
    return http.getAddress().getPort();
  }

  /**
   * Says that it is not ready any more, and goes on serving for the configured delay; then takes no
   * more requests, lets those in flight finish within the configured time, and closes everything.
   * Stopping twice does nothing.
   */
  public synchronized void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    gate.announceClosing();
    preparation.close();
    events.close();
    try {
      Thread.sleep(settings.shutdownDelay().toMillis());
      if (!gate.close(settings.shutdownTimeout())) {
        log.warn("{} requests did not finish in time", gate.inFlight());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.stop(0);
    workers.shutdownNow();
    kato.close();
    log.info("stopped");
  }

  @Override
  public void close() {
    stop();
  }
}

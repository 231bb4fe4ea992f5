package dev.kato.server;

import com.sun.net.httpserver.HttpServer;
import dev.kato.Kato;
import dev.kato.server.Dialect.Contribution;
import dev.kato.server.docs.DocsRoutes;
import dev.kato.server.events.EventLog;
import dev.kato.server.events.EventRoutes;
import dev.kato.server.http.Cors;
import dev.kato.server.http.Dispatcher;
import dev.kato.server.http.Front;
import dev.kato.server.http.Gate;
import dev.kato.server.http.MemoryBudget;
import dev.kato.server.http.Request;
import dev.kato.server.http.Route;
import dev.kato.server.http.Router;
import dev.kato.server.http.Watchdog;
import dev.kato.server.ops.CallerState;
import dev.kato.server.ops.Health;
import dev.kato.server.ops.Meters;
import dev.kato.server.ops.MetricsReport;
import dev.kato.server.ops.StoreProbes;
import dev.kato.server.ops.SystemRoutes;
import dev.kato.server.ops.TimedStores;
import dev.kato.server.v2.V2;
import dev.kato.server.view.SessionUsers;
import dev.kato.spi.Storage;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A KATO behind HTTP, to embed:
 *
 * <pre>{@code
 * try (KatoServer server = KatoServer.start(Settings.of(Map.of("PORT", "8000")))) {
 *   server.kato().openSession("alice"); // the same memory, in this process
 * }
 * }</pre>
 *
 * <p>Thread-safe. Sets system properties of the JDK's HTTP server, those that are not set yet,
 * before it is first used in the process.
 */
public final class KatoServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(KatoServer.class);
  private static final int EVENTS_KEPT = 1024;
  private static final int EVENT_CLIENTS = 64;

  /** A client that has gone is noticed at the second after that. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);

  /** How long a client may take to read what is written to it at once. */
  private static final Duration LONGEST_WRITE = Duration.ofSeconds(30);

  private final Settings settings;
  private final Kato kato;
  private final StoreProbes probes;
  private final Gate gate;
  private final List<Route> routes;
  private final EventLog events = new EventLog(EVENTS_KEPT);
  private final HttpServer http;
  private final ExecutorService workers;
  private final Preparation preparation;
  private final Watchdog watchdog;
  private boolean stopped;

  /**
   * Sets it up.
   *
   * @param undo is told what to end, from the last to the first, if this fails
   */
  private KatoServer(
      Settings settings, Stores stores, List<Dialect> dialects, Clock clock, List<Runnable> undo)
      throws IOException {
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
            .maxSessionsPerUser(settings.maxSessionsPerUser())
            .maxPatternsPerUser(settings.maxPatternsPerUser())
            .maxSessionCharacters(settings.maxSessionCharacters())
            .maxLearningsAtOnce(settings.maxLearningsAtOnce())
            .predictionTimeout(settings.predictionTimeout())
            .concurrentRecalls(settings.maxConcurrentRecalls())
            .listener(new Listeners(meters, events))
            .clock(clock)
            .build();
    undo.add(kato::close);
    this.probes = new StoreProbes(storage, kato::sessionCount, System::nanoTime);
    undo.add(probes::close);
    meters.watch(kato, probes);
    this.preparation = new Preparation(kato, storage, settings);
    Health health =
        new Health(
            probes, stores.kinds(), gate, preparation::isOver, clock, settings.processorId());
    SessionUsers users = new SessionUsers(kato);
    this.routes = routes(dialects, users, health, meters, clock);
    Cors cors = Protection.cors(settings);
    JdkServer.configure();
    this.http = Listener.create(settings);
    undo.add(() -> http.stop(0));
    this.watchdog = new Watchdog(LONGEST_WRITE);
    undo.add(watchdog::close);
    this.workers = Workers.create(settings.maxInFlight() + EVENT_CLIENTS);
    http.setExecutor(workers);
    http.createContext(
        "/",
        new Front(
            new Dispatcher(
                new Router(routes),
                cors,
                Protection.keys(settings),
                users::of,
                settings.maxRequestValues()),
            gate,
            cors,
            settings.maxRequestBytes(),
            new MemoryBudget(settings.maxBytesInFlight()),
            watchdog,
            meters));
  }

  /**
   * Starts a server that keeps what it learns in memory and speaks {@code /v2}.
   *
   * @throws IOException if the address cannot be had
   */
  public static KatoServer start(Settings settings) throws IOException {
    return start(settings, Stores.inMemory(), List.of());
  }

  /**
   * Starts a server: when this returns, it answers. It says that it is ready when it has warmed up
   * and loaded what it was told to.
   *
   * @param stores are closed with the server, or when it cannot start
   * @param dialects what it speaks beside {@code /v2}
   * @throws IOException if the address cannot be had
   */
  public static KatoServer start(Settings settings, Stores stores, List<Dialect> dialects)
      throws IOException {
    return start(settings, stores, dialects, Clock.systemUTC());
  }

  static KatoServer start(Settings settings, Stores stores, List<Dialect> dialects, Clock clock)
      throws IOException {
    List<Runnable> undo = new ArrayList<>();
    undo.add(stores::close);
    try {
      stores.connect();
      KatoServer server = new KatoServer(settings, stores, dialects, clock, undo);
      server.http.start();
      server.preparation.begin();
      String scheme = Listener.isSecure(settings) ? "https" : "http";
      log.info("listening on {}://{}:{}", scheme, settings.host(), server.port());
      return server;
    } catch (IOException | RuntimeException e) {
      Collections.reverse(undo);
      undo.forEach(Runnable::run);
      throw e;
    }
  }

  private List<Route> routes(
      List<Dialect> dialects, SessionUsers users, Health health, Meters meters, Clock clock) {
    MetricsReport metrics = new MetricsReport(kato, meters, health);
    ServerContext context =
        new ServerContext(kato, settings, users, health, metrics, gate, version());
    List<Contribution> contributions =
        Stream.concat(Stream.of(new V2()), dialects.stream())
            .map(dialect -> dialect.on(context))
            .toList();
    List<Route> table =
        new ArrayList<>(
            new SystemRoutes(
                    health, meters, metrics, request -> caller(contributions, request), version())
                .routes());
    contributions.forEach(contribution -> table.addAll(contribution.routes()));
    table.addAll(new EventRoutes(events, kato, clock, HEARTBEAT, EVENT_CLIENTS).routes());
    table.addAll(new DocsRoutes(table, version()).routes());
    return List.copyOf(table);
  }

  private static CallerState caller(List<Contribution> contributions, Request request) {
    return contributions.stream()
        .map(contribution -> contribution.callers().apply(request))
        .filter(state -> !state.equals(CallerState.NONE))
        .findFirst()
        .orElse(CallerState.NONE);
  }

  /** The version of this build; {@code development} outside a jar. */
  static String version() {
    String version = KatoServer.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** The table of all routes. */
  public List<Route> routes() {
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
    watchdog.close();
    probes.close();
    kato.close();
    log.info("stopped");
  }

  @Override
  public void close() {
    stop();
  }
}

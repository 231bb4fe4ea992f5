package dev.kato.server.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.kato.server.http.Dispatcher.Incoming;
import dev.kato.server.http.MemoryBudget.Share;
import dev.kato.server.http.Watchdog.Watch;
import java.io.IOException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Takes every request from the JDK's server to the {@link Dispatcher}, if there is a place for it,
 * and the answer back.
 */
public final class Front implements HttpHandler {

  private static final Logger log = LoggerFactory.getLogger(Front.class);
  private static final Logger access = LoggerFactory.getLogger("dev.kato.access");
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");
  private static final String NO_ROUTE = "unmatched";
  private static final int LONGEST_LOGGED = 512;
  private static final int NOTHING_SENT = -1;

  private final Dispatcher dispatcher;
  private final Gate gate;
  private final Cors cors;
  private final int maxBody;
  private final MemoryBudget memory;
  private final Watchdog watchdog;
  private final RequestListener listener;

  /**
   * A front before these routes.
   *
   * @param maxBody most bytes of a body
   */
  public Front(
      Dispatcher dispatcher,
      Gate gate,
      Cors cors,
      int maxBody,
      MemoryBudget memory,
      Watchdog watchdog,
      RequestListener listener) {
    this.dispatcher = dispatcher;
    this.gate = gate;
    this.cors = cors;
    this.maxBody = maxBody;
    this.memory = memory;
    this.watchdog = watchdog;
    this.listener = listener;
  }

  /** A request on its way: what is known of it for the log when it is answered. */
  private static final class Passage {
    private final HttpExchange exchange;
    private final Bodies bodies;
    private final String traceId;
    private String route = NO_ROUTE;
    private boolean holdsPlace;

    private Passage(HttpExchange exchange, int maxBody) {
      this.exchange = exchange;
      this.bodies = new Bodies(exchange, maxBody);
      this.traceId = TraceId.of(exchange.getRequestHeaders().getFirst(TraceId.HEADER));
    }

    private void leave(Gate gate) {
      if (holdsPlace) {
        holdsPlace = false;
        gate.leave();
      }
    }

    /** One of a few words: whatever else a client calls it is nobody's concern. */
    private String method() {
      String method = exchange.getRequestMethod();
      return METHODS.contains(method) ? method : "OTHER";
    }

    private String path() {
      String path = String.valueOf(exchange.getRequestURI().getRawPath());
      return path.length() <= LONGEST_LOGGED ? path : path.substring(0, LONGEST_LOGGED) + "...";
    }
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    long start = System.nanoTime();
    Passage passage = new Passage(exchange, maxBody);
    MDC.put(TraceId.KEY, passage.traceId);
    listener.started();
    int status = 0;
    try (Watch watch = watchdog.watch(exchange.getRemoteAddress());
        Share share = memory.share()) {
      watch.abandonable(passage.method().equals("GET"));
      Response response = answer(passage, share);
      status = response.status();
      try {
        send(passage, response, watch);
      } finally {
        response.done().run();
      }
      exchange.close();
    } catch (IOException e) {
      // Thrown on, the JDK's server cuts the connection: closing would end a part as if it were
      // all.
      log.debug("the client went away: {}", e.toString());
      throw e;
    } finally {
      // Not before the answer is out: a server that stops waits for this.
      passage.leave(gate);
      long nanos = System.nanoTime() - start;
      listener.finished(passage.method(), passage.route, status, nanos);
      access.info("{} {} {} {} us", passage.method(), passage.path(), status, nanos / 1000);
      MDC.clear();
    }
  }

  private Response answer(Passage passage, Share share) throws IOException {
    HttpExchange exchange = passage.exchange;
    try {
      Framing.check(exchange.getRequestHeaders());
      Target target = Target.of(exchange.getRequestURI());
      return dispatcher.dispatch(
          new Incoming(
              exchange.getRequestMethod(),
              target,
              exchange.getRequestHeaders(),
              exchange.getRemoteAddress(),
              passage.bodies::read,
              target.isProbe() ? () -> {} : () -> enter(passage)),
          template -> passage.route = template,
          share);
    } catch (RuntimeException e) {
      if (Errors.isDefect(e)) {
        log.error("{} {} failed", passage.method(), passage.path(), e);
      } else if (Errors.isOfStore(e)) {
        // The message says which store and what: the cause may hold addresses.
        log.warn("{} {}: {}", passage.method(), passage.path(), e.getMessage());
        log.debug("the cause", e);
      }
      return Errors.answer(e, passage.traceId);
    } catch (StackOverflowError | OutOfMemoryError e) {
      log.error("{} {} failed", passage.method(), passage.path(), e);
      return Errors.answer(new IllegalStateException(e), passage.traceId);
    }
  }

  private void enter(Passage passage) {
    passage.holdsPlace = gate.enter();
    if (!passage.holdsPlace) {
      String why = gate.isOpen() ? "Too many requests in flight" : "The server is stopping";
      throw HttpFailure.overloaded(why);
    }
  }

  private void send(Passage passage, Response response, Watch watch) throws IOException {
    HttpExchange exchange = passage.exchange;
    passage.bodies.discard();
    Headers headers = exchange.getResponseHeaders();
    response.headers().forEach(headers::set);
    cors.headersFor(exchange.getRequestHeaders()).forEach(headers::set);
    if (!gate.isOpen() || Framing.endsConnection(exchange.getRequestHeaders())) {
      headers.set("Connection", "close");
    }
    headers.set(TraceId.HEADER, passage.traceId);
    if (response.live()) {
      passage.leave(gate);
    }
    try {
      Delivery.send(response, exchange, watch);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      log.error("{} {} was not written", passage.method(), passage.path(), e);
      if (exchange.getResponseCode() != NOTHING_SENT) {
        throw new IOException("an answer ends in its middle", e);
      }
      Response sorry = Errors.answer(new IllegalStateException(e), passage.traceId);
      Delivery.send(sorry, exchange, watch);
    }
  }
}

package dev.kato.server.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Takes every request from the JDK's server to its route, and the answer back. */
public final class Front implements HttpHandler {

  private static final Logger log = LoggerFactory.getLogger(Front.class);
  private static final Logger access = LoggerFactory.getLogger("dev.kato.access");
  private static final String PROBES = "/health/";
  private static final String NO_ROUTE = "unmatched";
  private static final int NOTHING_SENT = -1;

  private final Dispatcher dispatcher;
  private final Gate gate;
  private final ApiKeys keys;
  private final Cors cors;
  private final int maxBody;
  private final RequestListener listener;

  /**
   * A front before these routes.
   *
   * @param maxBody most bytes of a body
   */
  public Front(
      Dispatcher dispatcher,
      Gate gate,
      ApiKeys keys,
      Cors cors,
      int maxBody,
      RequestListener listener) {
    this.dispatcher = dispatcher;
    this.gate = gate;
    this.keys = keys;
    this.cors = cors;
    this.maxBody = maxBody;
    this.listener = listener;
  }

  /** A request on its way: what is known of it for the log when it is answered. */
  private static final class Passage {
    private final HttpExchange exchange;
    private final String traceId;
    private String route = NO_ROUTE;
    private boolean holdsPlace;

    private Passage(HttpExchange exchange) {
      this.exchange = exchange;
      this.traceId = TraceId.of(exchange.getRequestHeaders().getFirst(TraceId.HEADER));
    }

    private void leave(Gate gate) {
      if (holdsPlace) {
        holdsPlace = false;
        gate.leave();
      }
    }

    private String path() {
      return exchange.getRequestURI().getRawPath();
    }
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    long start = System.nanoTime();
    Passage passage = new Passage(exchange);
    MDC.put(TraceId.KEY, passage.traceId);
    listener.started();
    boolean probe = passage.path().startsWith(PROBES);
    passage.holdsPlace = !probe && gate.enter();
    int status = 0;
    try {
      Response response = probe || passage.holdsPlace ? answer(passage, probe) : refusal(passage);
      status = response.status();
      send(passage, response);
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
      listener.finished(exchange.getRequestMethod(), passage.route, status, nanos);
      access.info(
          "{} {} {} {} us", exchange.getRequestMethod(), passage.path(), status, nanos / 1000);
      MDC.clear();
    }
  }

  private Response refusal(Passage passage) {
    String why = gate.isOpen() ? "Too many requests in flight" : "The server is stopping";
    return Errors.answer(HttpFailure.overloaded(why), passage.traceId);
  }

  private Response answer(Passage passage, boolean probe) throws IOException {
    Headers headers = passage.exchange.getRequestHeaders();
    try {
      if (Cors.isPreflight(passage.exchange.getRequestMethod(), headers)) {
        return cors.preflight(headers);
      }
      if (!cors.admits(headers)) {
        throw HttpFailure.of(403, "FORBIDDEN_ORIGIN", "Pages of this origin are not allowed");
      }
      if (!probe && !keys.admits(headers)) {
        throw HttpFailure.of(401, "UNAUTHORIZED", "An API key is needed");
      }
      return dispatch(passage);
    } catch (RuntimeException e) {
      if (Errors.isDefect(e)) {
        log.error("{} {} failed", passage.exchange.getRequestMethod(), passage.path(), e);
      } else if (Errors.isOfStore(e)) {
        // The message says which store and what: the cause may hold addresses.
        log.warn("{} {}: {}", passage.exchange.getRequestMethod(), passage.path(), e.getMessage());
        log.debug("the cause", e);
      }
      return Errors.answer(e, passage.traceId);
    } catch (StackOverflowError | OutOfMemoryError e) {
      log.error("{} {} failed", passage.exchange.getRequestMethod(), passage.path(), e);
      return Errors.answer(new IllegalStateException(e), passage.traceId);
    }
  }

  /** The body is read in any case, so that the connection can be used again. */
  private Response dispatch(Passage passage) throws IOException {
    HttpExchange exchange = passage.exchange;
    return dispatcher.dispatch(
        new Dispatcher.Incoming(
            exchange.getRequestMethod(),
            passage.path(),
            exchange.getRequestURI().getRawQuery(),
            exchange.getRequestHeaders(),
            exchange.getRemoteAddress(),
            () -> Bodies.read(exchange, maxBody)),
        template -> passage.route = template);
  }

  private void send(Passage passage, Response response) throws IOException {
    HttpExchange exchange = passage.exchange;
    response.headers().forEach(exchange.getResponseHeaders()::set);
    cors.headersFor(exchange.getRequestHeaders()).forEach(exchange.getResponseHeaders()::set);
    if (!gate.isOpen()) {
      exchange.getResponseHeaders().set("Connection", "close");
    }
    exchange.getResponseHeaders().set(TraceId.HEADER, passage.traceId);
    if (response.live()) {
      passage.leave(gate);
    }
    try {
      Delivery.send(response, exchange);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      log.error("{} {} was not written", exchange.getRequestMethod(), passage.path(), e);
      if (exchange.getResponseCode() != NOTHING_SENT) {
        throw new IOException("an answer ends in its middle", e);
      }
      Delivery.send(Errors.answer(new IllegalStateException(e), passage.traceId), exchange);
    }
  }
}

package dev.kato.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import dev.kato.model.SessionNotFoundException;
import dev.kato.server.http.Router.Match;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The way of a request, from its first line to its answer: where it comes from, whose key it shows,
 * which route it asks for, whether the key covers that, what its body says, and the handler. {@link
 * Front} brings it here from the network and takes the answer back. Immutable.
 */
public final class Dispatcher {

  /** What a value of a body takes in memory, about, as a node and as what is made of it. */
  private static final int BYTES_PER_VALUE = 128;

  private final Router router;
  private final Cors cors;
  private final ApiKeys keys;
  private final UnaryOperator<String> owners;
  private final long maxValues;

  /**
   * To these routes.
   *
   * @param owners the user of a session, or SessionNotFoundException
   * @param maxValues most values in a body
   */
  public Dispatcher(
      Router router, Cors cors, ApiKeys keys, UnaryOperator<String> owners, long maxValues) {
    this.router = router;
    this.cors = cors;
    this.keys = keys;
    this.owners = owners;
    this.maxValues = maxValues;
  }

  /**
   * A request as it came.
   *
   * @param body asked for once, when everything before it is in order
   * @param place takes a place among the requests in flight, or throws: not before the body is
   *     there, which a client may send as slowly as it likes
   */
  public record Incoming(
      String method,
      Target target,
      Headers headers,
      InetSocketAddress client,
      Body body,
      Runnable place) {}

  /** What is to be read. */
  @FunctionalInterface
  public interface Body {

    /** All of it; empty if there is none. */
    byte[] read(MemoryBudget.Share memory) throws IOException;
  }

  /**
   * The answer.
   *
   * @param matched is told the route's template
   * @param memory what is read and answered is taken from there
   * @throws HttpFailure if there is no route, the key does not cover it, or the request does not
   *     fit it
   */
  public Response dispatch(Incoming incoming, Consumer<String> matched, MemoryBudget.Share memory)
      throws IOException {
    if (Cors.isPreflight(incoming.method(), incoming.headers())) {
      return cors.preflight(incoming.headers());
    }
    if (!cors.admits(incoming.headers())) {
      throw HttpFailure.of(403, "FORBIDDEN_ORIGIN", "Pages of this origin are not allowed");
    }
    Scope scope = scope(incoming);
    Match match = router.match(incoming.target().path());
    if (match == null) {
      throw HttpFailure.notFound("Not Found");
    }
    if (incoming.method().equals("OPTIONS")) {
      return Response.empty(204, Map.of("Allow", match.allowed()));
    }
    Route route = route(match, incoming.method());
    matched.accept(route.template());
    Map<String, String> parameters = match.named(route);
    checkScope(scope, route, parameters);
    byte[] body = incoming.body().read(memory);
    incoming.place().run();
    Request request =
        new Request(
            parameters,
            incoming.target().query(),
            incoming.headers(),
            incoming.client(),
            scope,
            memory,
            parsed(route, body, memory));
    Response response = route.handler().handle(request);
    String session = parameters.get(Route.SESSION);
    return session == null || !TraceId.isHarmless(session)
        ? response
        : response.with("X-Session-ID", session);
  }

  private Scope scope(Incoming incoming) {
    if (incoming.target().isProbe()) {
      return Scope.NONE;
    }
    Scope scope = keys.scope(incoming.headers());
    if (scope == null) {
      throw HttpFailure.of(401, "UNAUTHORIZED", "An API key is needed");
    }
    return scope;
  }

  private static Route route(Match match, String method) {
    Route route = match.routes().get(method.equals("HEAD") ? "GET" : method);
    if (route == null) {
      throw new HttpFailure(
          405,
          "METHOD_NOT_ALLOWED",
          "Method Not Allowed",
          Map.of(),
          null,
          Map.of("Allow", match.allowed()));
    }
    return route;
  }

  /** Before the body is read: who may not come here, or asks for what is not, costs nothing. */
  private void checkScope(Scope scope, Route route, Map<String, String> parameters) {
    String owner =
        route.subject() == Subject.SESSION_IN_PATH
            ? owners.apply(parameters.getOrDefault(Route.SESSION, ""))
            : parameters.getOrDefault(Route.USER, "");
    switch (route.subject()) {
      case SERVER -> {
        if (!scope.isOperator()) {
          throw HttpFailure.forbidden("The key is not an operator's");
        }
      }
      case USER_IN_PATH -> {
        if (!scope.covers(owner)) {
          throw HttpFailure.notFound("Not Found");
        }
      }
      case SESSION_IN_PATH -> {
        if (!scope.covers(owner)) {
          throw new SessionNotFoundException(parameters.getOrDefault(Route.SESSION, ""));
        }
      }
      case NOBODY, HANDLER -> {
        // Open to every key, or seen to by the handler.
      }
    }
    if (scope.readOnly() && !route.reading()) {
      throw HttpFailure.forbidden("The key may only read");
    }
  }

  private @Nullable JsonNode parsed(Route route, byte[] bytes, MemoryBudget.Share memory) {
    Schema schema = route.body();
    if (schema == null || (bytes.length == 0 && !route.bodyRequired())) {
      return null;
    }
    JsonNode node = Json.parse(bytes, values -> count(values, memory));
    Problems problems = new Problems();
    schema.check(node, Place.BODY, problems);
    problems.checkValues(node, Place.BODY);
    problems.throwIfAny();
    return node;
  }

  private void count(long values, MemoryBudget.Share memory) {
    if (values > maxValues) {
      throw HttpFailure.invalid(
          "Body should have at most " + maxValues + " values", "too_long", "body");
    }
    memory.take(CountingParser.STEP * BYTES_PER_VALUE);
  }
}

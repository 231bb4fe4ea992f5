package dev.kato.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import dev.kato.server.http.Router.Match;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes a request that was let in to its route, wherever it comes from. Immutable. */
public final class Dispatcher {

  private final Router router;

  /** To these routes. */
  public Dispatcher(Router router) {
    this.router = router;
  }

  /**
   * A request as it came.
   *
   * @param rawPath still percent-encoded, as {@code rawQuery}
   * @param body asked for once, when there is a route
   */
  public record Incoming(
      String method,
      String rawPath,
      @Nullable String rawQuery,
      Headers headers,
      InetSocketAddress client,
      Body body) {}

  /** What is to be read. */
  @FunctionalInterface
  public interface Body {

    /** All of it; empty if there is none. */
    byte[] read() throws IOException;
  }

  /**
   * The route's answer.
   *
   * @param matched is told the route's template
   * @throws HttpFailure if there is no route, or the request does not fit it
   */
  public Response dispatch(Incoming incoming, Consumer<String> matched) throws IOException {
    Match match = router.match(incoming.rawPath());
    if (match == null) {
      throw HttpFailure.notFound("Not Found");
    }
    String method = incoming.method();
    if (method.equals("OPTIONS")) {
      return Response.empty(204, Map.of("Allow", match.allowed()));
    }
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
    matched.accept(route.template());
    Map<String, String> parameters = match.named(route);
    Request request =
        new Request(
            parameters,
            Router.query(incoming.rawQuery()),
            incoming.headers(),
            incoming.client(),
            body(route, incoming.body().read()));
    Response response = route.handler().handle(request);
    String session = parameters.get("session_id");
    return session == null || !TraceId.isHarmless(session)
        ? response
        : response.with("X-Session-ID", session);
  }

  private static @Nullable JsonNode body(Route route, byte[] bytes) {
    Schema schema = route.body();
    if (schema == null || (bytes.length == 0 && !route.bodyRequired())) {
      return null;
    }
    JsonNode node = Json.parse(bytes);
    Problems problems = new Problems();
    schema.check(node, Place.BODY, problems);
    problems.checkValues(node, Place.BODY);
    problems.throwIfAny();
    return node;
  }
}

package dev.kato.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.Headers;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A request that fits its route: the body has been checked against the route's schema. */
public final class Request {

  private final Map<String, String> pathParameters;
  private final Map<String, List<String>> query;
  private final Headers headers;
  private final InetSocketAddress client;
  private final Scope scope;
  private final MemoryBudget.Share memory;
  private final @Nullable JsonNode body;

  Request(
      Map<String, String> pathParameters,
      Map<String, List<String>> query,
      Headers headers,
      InetSocketAddress client,
      Scope scope,
      MemoryBudget.Share memory,
      @Nullable JsonNode body) {
    this.pathParameters = pathParameters;
    this.query = query;
    this.headers = headers;
    this.client = client;
    this.scope = scope;
    this.memory = memory;
    this.body = body;
  }

  /** The part of the path that stands for {@code name} in the route's template. */
  public String path(String name) {
    String value = pathParameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException("not in the route's template: " + name);
    }
    return value;
  }

  /** A query parameter, the last one if there are several. */
  public Optional<String> query(String name) {
    List<String> values = query.getOrDefault(name, List.of());
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
  }

  /**
   * A query parameter that is a whole number.
   *
   * @throws HttpFailure if it is none, or out of range
   */
  public OptionalInt queryInt(String name, int min, int max) {
    Optional<String> text = query(name);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= min && value <= max) {
        return OptionalInt.of(value);
      }
    } catch (NumberFormatException e) {
      // Refused below, as one out of range is.
    }
    throw HttpFailure.invalid(
        "Input should be an integer " + min + ".." + max, "int_range", "query", name);
  }

  /** A header's first value. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.getFirst(name));
  }

  /** The address the request came from. */
  public InetSocketAddress client() {
    return client;
  }

  /** Whether the caller's key is for the memory of this user. */
  public boolean covers(String user) {
    return scope.covers(user);
  }

  /** Whether the caller's key lets it change anything: for a GET that would. */
  public boolean mayChange() {
    return !scope.readOnly();
  }

  /**
   * For routes whose {@linkplain Subject subject} only the handler knows.
   *
   * @return the user
   * @throws HttpFailure 403 if the caller's key is for other users
   */
  public String mayUse(String user) {
    if (!covers(user)) {
      throw HttpFailure.forbidden("The key is for other users");
    }
    return user;
  }

  /**
   * Tells that the answer takes so many bytes of heap until it is written.
   *
   * @throws HttpFailure 503 if all answers together would take too much
   */
  public void willHold(long bytes) {
    memory.take(bytes);
  }

  /** The body; an empty object when there is none. */
  public JsonNode body() {
    return body == null ? JsonNodeFactory.instance.objectNode() : body;
  }

  /** A field of the body, if it is there and not null. */
  public Optional<JsonNode> field(String name) {
    return Optional.ofNullable(body().get(name)).filter(value -> !value.isNull());
  }
}

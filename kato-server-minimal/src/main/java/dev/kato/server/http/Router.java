package dev.kato.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the route of a path. A fixed segment goes before a parameter. Immutable. */
public final class Router {

  private final Node root = new Node();

  /** Routes by these rows; no two may have the same method and shape of path. */
  public Router(List<Route> routes) {
    routes.forEach(this::add);
  }

  /** What was found: the routes of the path by method, and its parameters, in order. */
  record Match(Map<String, Route> routes, List<String> parameters) {

    String allowed() {
      TreeSet<String> methods = new TreeSet<>(routes.keySet());
      methods.add("OPTIONS");
      if (methods.contains("GET")) {
        methods.add("HEAD");
      }
      return String.join(", ", methods);
    }

    /** The parameters by the names that this route gives them. */
    Map<String, String> named(Route route) {
      Map<String, String> named = new HashMap<>();
      int next = 0;
      for (String segment : segments(route.template())) {
        if (isParameter(segment)) {
          named.put(segment.substring(1, segment.length() - 1), parameters.get(next++));
        }
      }
      return named;
    }
  }

  /**
   * The routes of a path.
   *
   * @param rawPath as it came, still percent-encoded
   * @return null if there is none
   * @throws HttpFailure if the path is not percent-encoded UTF-8
   */
  @Nullable Match match(String rawPath) {
    List<String> path = segments(rawPath).stream().map(part -> decode(part, "path")).toList();
    return find(root, path, 0, List.of());
  }

  private static @Nullable Match find(
      Node node, List<String> path, int depth, List<String> parameters) {
    if (depth == path.size()) {
      return node.routes.isEmpty() ? null : new Match(node.routes, parameters);
    }
    String segment = path.get(depth);
    Node fixed = node.fixed.get(segment);
    Match match = fixed == null ? null : find(fixed, path, depth + 1, parameters);
    if (match == null && node.parameter != null && !segment.isEmpty()) {
      List<String> more = new ArrayList<>(parameters);
      more.add(segment);
      match = find(node.parameter, path, depth + 1, more);
    }
    return match;
  }

  private void add(Route route) {
    Node node = root;
    for (String segment : segments(route.template())) {
      if (isParameter(segment)) {
        if (node.parameter == null) {
          node.parameter = new Node();
        }
        node = node.parameter;
      } else {
        node = node.fixed.computeIfAbsent(segment, key -> new Node());
      }
    }
    if (node.routes.putIfAbsent(route.method(), route) != null) {
      throw new IllegalArgumentException("two routes: " + route.method() + " " + route.template());
    }
  }

  private static boolean isParameter(String segment) {
    return segment.startsWith("{");
  }

  /** The parts between slashes; one slash at the end does not count. */
  private static List<String> segments(String path) {
    String inner = path.startsWith("/") ? path.substring(1) : path;
    if (inner.endsWith("/")) {
      inner = inner.substring(0, inner.length() - 1);
    }
    return inner.isEmpty() ? List.of() : Arrays.asList(inner.split("/", -1));
  }

  /** The query as lists of values by name. */
  static Map<String, List<String>> query(@Nullable String rawQuery) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    if (rawQuery != null) {
      for (String pair : rawQuery.split("&")) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        query
            .computeIfAbsent(decode(name.replace('+', ' '), "query"), key -> new ArrayList<>())
            .add(decode(value.replace('+', ' '), "query"));
      }
    }
    return query;
  }

  /** Percent-decodes; the JDK's server has refused bad hexadecimal digits already. */
  private static String decode(String text, String place) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer decoded = ByteBuffer.allocate(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '%' && i + 2 < bytes.length) {
        decoded.put(
            (byte) Integer.parseInt(new String(bytes, i + 1, 2, StandardCharsets.US_ASCII), 16));
        i += 2;
      } else {
        decoded.put(bytes[i]);
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
    } catch (CharacterCodingException e) {
      throw HttpFailure.invalid("not percent-encoded UTF-8", "url_encoding", place);
    }
  }

  private static final class Node {
    private final Map<String, Node> fixed = new HashMap<>();
    private final Map<String, Route> routes = new TreeMap<>();
    private @Nullable Node parameter;
  }
}

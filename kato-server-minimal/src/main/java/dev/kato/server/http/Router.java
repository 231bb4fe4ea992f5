package dev.kato.server.http;

import java.util.ArrayList;
import java.util.HashMap;
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
      for (String segment : Target.segments(route.template())) {
        if (isParameter(segment)) {
          named.put(segment.substring(1, segment.length() - 1), parameters.get(next++));
        }
      }
      return named;
    }
  }

  /** The routes of a path; null if there is none. */
  @Nullable Match match(List<String> path) {
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
    if (match == null && node.parameter != null) {
      List<String> more = new ArrayList<>(parameters);
      more.add(segment);
      match = find(node.parameter, path, depth + 1, more);
    }
    return match;
  }

  private void add(Route route) {
    Node node = root;
    for (String segment : Target.segments(route.template())) {
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

  private static final class Node {
    private final Map<String, Node> fixed = new HashMap<>();
    private final Map<String, Route> routes = new TreeMap<>();
    private @Nullable Node parameter;
  }
}

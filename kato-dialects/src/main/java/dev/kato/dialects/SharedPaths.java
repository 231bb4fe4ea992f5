package dev.kato.dialects;

import dev.kato.server.http.Handler;
import dev.kato.server.http.Request;
import dev.kato.server.http.Route;
import dev.kato.server.http.Route.QueryParameter;
import dev.kato.server.http.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** Two dialects have some paths in common: the request decides which of them it speaks. */
final class SharedPaths {

  private SharedPaths() {}

  /**
   * One table out of two.
   *
   * @param speaksSecond whether a request to a path of both speaks the second dialect
   */
  static List<Route> join(List<Route> first, List<Route> second, Predicate<Request> speaksSecond) {
    Map<String, Route> joined = new LinkedHashMap<>();
    first.forEach(route -> joined.put(key(route), route));
    second.forEach(route -> joined.merge(key(route), route, (a, b) -> either(a, b, speaksSecond)));
    return List.copyOf(joined.values());
  }

  private static String key(Route route) {
    return route.method() + " " + route.template();
  }

  private static Route either(Route first, Route second, Predicate<Request> speaksSecond) {
    List<QueryParameter> query = new ArrayList<>(first.query());
    query.addAll(second.query());
    Schema answer =
        Schema.either(
            Objects.requireNonNull(first.answer()), Objects.requireNonNull(second.answer()));
    Handler handler =
        request -> (speaksSecond.test(request) ? second : first).handler().handle(request);
    return new Route(
        first.method(),
        first.template(),
        first.summary(),
        first.group(),
        query,
        first.body(),
        first.bodyRequired(),
        first.example(),
        answer,
        first.subject(),
        first.reading() && second.reading(),
        handler);
  }
}

package dev.kato.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kato.server.http.Route;
import dev.kato.server.http.Schema;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;

/** Compares every answer with what its route declares, and knows which routes were used. */
public final class Contract {

  private final List<Route> routes;
  private final Set<String> used = new ConcurrentSkipListSet<>();

  Contract(List<Route> routes) {
    this.routes = routes;
  }

  void check(String method, String path, Answer answer) {
    if (answer.status() != 200
        || method.equals("HEAD")
        || !answer.header("Content-Type").equals("application/json")) {
      return;
    }
    Route route = route(method, path.replaceAll("[?].*", "").replaceAll("(.)/$", "$1"));
    used.add(name(route));
    assertThat(route.answer()).as("declared answer of %s", name(route)).isNotNull();
    check(route.answer(), answer.json(), name(route));
  }

  /** Routes that have not answered 200 yet. */
  public Set<String> unused() {
    Set<String> all =
        routes.stream().map(Contract::name).collect(Collectors.toCollection(TreeSet::new));
    all.removeAll(used);
    return all;
  }

  private static String name(Route route) {
    return route.method() + " " + route.template();
  }

  private Route route(String method, String path) {
    return routes.stream()
        .filter(route -> route.method().equals(method))
        .filter(route -> path.matches(route.template().replaceAll("\\{[^}]*}", "[^/]+")))
        .min(Comparator.comparing(route -> route.template().chars().filter(c -> c == '{').count()))
        .orElseThrow(() -> new AssertionError("no route for " + method + " " + path));
  }

  private static void check(Schema schema, JsonNode value, String where) {
    if (schema instanceof Schema.Obj object) {
      checkObject(object, value, where);
    } else if (schema instanceof Schema.ListOf list) {
      require(value.isArray(), where, "is no list", value);
      value.forEach(item -> check(list.item(), item, where));
    } else if (schema instanceof Schema.MapOf map) {
      require(value.isObject(), where, "is no object", value);
      value.forEach(item -> check(map.value(), item, where));
    } else if (schema instanceof Schema.OrNull nullable) {
      if (!value.isNull()) {
        check(nullable.schema(), value, where);
      }
    } else if (schema instanceof Schema.Either either) {
      try {
        check(either.first(), value, where);
      } catch (AssertionError e) {
        check(either.second(), value, where);
      }
    } else if (schema instanceof Schema.Simple simple) {
      boolean whole = value.isIntegralNumber() && simple.type().equals("number");
      require(whole || type(value).equals(simple.type()), where, "is no " + simple.type(), value);
    }
  }

  private static void checkObject(Schema.Obj object, JsonNode value, String where) {
    require(value.isObject(), where, "is no object", value);
    int declared = 0;
    for (Schema.Field field : object.fields()) {
      JsonNode member = value.get(field.name());
      if (member != null) {
        declared++;
        check(field.schema(), member, field.name());
      } else {
        require(!field.required(), where, "lacks " + field.name(), value);
      }
    }
    require(declared == value.size(), where, "has undeclared fields", value);
  }

  private static void require(boolean condition, String where, String problem, JsonNode value) {
    if (!condition) {
      throw new AssertionError(where + " " + problem + ": " + value);
    }
  }

  private static String type(JsonNode value) {
    if (value.isIntegralNumber()) {
      return "integer";
    }
    return switch (value.getNodeType()) {
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case NUMBER -> "number";
      default -> value.getNodeType().name();
    };
  }
}

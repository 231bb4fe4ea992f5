package dev.kato.server.docs;

import static dev.kato.server.http.Schema.ANY;
import static dev.kato.server.http.Schema.OBJECT;
import static dev.kato.server.http.Schema.TEXT;
import static dev.kato.server.http.Schema.WHOLE;
import static dev.kato.server.http.Schema.field;
import static dev.kato.server.http.Schema.object;

import dev.kato.server.http.Fields;
import dev.kato.server.http.Route;
import dev.kato.server.http.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes the OpenAPI 3.1 document of a table of routes. */
final class OpenApi {

  private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

  private static final Schema ERROR =
      object(
          field(
              "error",
              object(
                  field("code", TEXT),
                  field("message", TEXT),
                  field("details", OBJECT),
                  field("trace_id", TEXT))),
          field("detail", ANY),
          field("status", WHOLE));

  private OpenApi() {}

  static Map<String, @Nullable Object> document(List<Route> routes, String version) {
    Map<String, Map<String, @Nullable Object>> paths = new TreeMap<>();
    for (Route route : routes) {
      paths
          .computeIfAbsent(route.template(), path -> Fields.of())
          .put(route.method().toLowerCase(Locale.ROOT), operation(route));
    }
    return Fields.of(
        "openapi", "3.1.0",
        "info",
            Fields.of(
                "title",
                "KATO API",
                "version",
                version,
                "description",
                "A deterministic memory that explains its predictions",
                "license",
                Fields.of("name", "Apache-2.0", "identifier", "Apache-2.0")),
        "servers", List.of(Fields.of("url", "/")),
        "security", List.of(Fields.of(), Fields.of("key", List.of())),
        "paths", paths,
        "components",
            Fields.of(
                "securitySchemes",
                    Fields.of(
                        "key", Fields.of("type", "apiKey", "in", "header", "name", "X-API-Key")),
                "schemas", Fields.of("Error", ERROR.toJsonSchema())));
  }

  private static Map<String, @Nullable Object> operation(Route route) {
    Map<String, @Nullable Object> operation =
        Fields.of(
            "operationId", id(route),
            "summary", route.summary(),
            "tags", List.of(route.group()),
            "parameters", parameters(route));
    Schema body = route.body();
    if (body != null) {
      Map<String, @Nullable Object> media = Fields.of("schema", body.toJsonSchema());
      if (route.example() != null) {
        media.put("example", route.example());
      }
      operation.put(
          "requestBody",
          Fields.of(
              "required", route.bodyRequired(), "content", Fields.of("application/json", media)));
    }
    operation.put("responses", responses(route));
    return operation;
  }

  private static String id(Route route) {
    String path = route.template().replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_|_$", "");
    return route.method().toLowerCase(Locale.ROOT) + "_" + (path.isEmpty() ? "root" : path);
  }

  private static List<Map<String, @Nullable Object>> parameters(Route route) {
    List<Map<String, @Nullable Object>> parameters = new ArrayList<>();
    Matcher matcher = PARAMETER.matcher(route.template());
    while (matcher.find()) {
      parameters.add(
          Fields.of(
              "name",
              matcher.group(1),
              "in",
              "path",
              "required",
              true,
              "schema",
              TEXT.toJsonSchema()));
    }
    route
        .query()
        .forEach(
            parameter ->
                parameters.add(
                    Fields.of(
                        "name", parameter.name(),
                        "in", "query",
                        "required", false,
                        "description", parameter.summary(),
                        "schema", parameter.schema().toJsonSchema())));
    return parameters;
  }

  private static Map<String, @Nullable Object> responses(Route route) {
    Map<String, @Nullable Object> success = Fields.of("description", "Done");
    Schema answer = route.answer();
    if (answer != null) {
      success.put("content", json(answer.toJsonSchema()));
    }
    Map<String, @Nullable Object> error =
        Fields.of(
            "description",
            "What was wrong: nothing has been changed",
            "content",
            json(Fields.of("$ref", "#/components/schemas/Error")));
    return Fields.of("200", success, "default", error);
  }

  private static Map<String, @Nullable Object> json(Map<String, @Nullable Object> schema) {
    return Fields.of("application/json", Fields.of("schema", schema));
  }
}

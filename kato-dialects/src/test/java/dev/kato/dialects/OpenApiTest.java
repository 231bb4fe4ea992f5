package dev.kato.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kato.server.Answer;
import dev.kato.server.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The document describes every route as it is, and its examples work. */
class OpenApiTest extends WithOlderServer {

  private static JsonNode document;

  @BeforeAll
  static void read() {
    document = kato.get("/openapi.json").ok().json();
  }

  private static JsonNode operation(Route route) {
    return document
        .path("paths")
        .path(route.template())
        .path(route.method().toLowerCase(Locale.ROOT));
  }

  @Test
  void everyRouteIsDescribedAndNothingElse() {
    List<String> described = new ArrayList<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method ->
                            described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

    assertThat(document.get("openapi").textValue()).isEqualTo("3.1.0");
    assertThat(described)
        .containsExactlyInAnyOrderElementsOf(
            kato.server.routes().stream().map(r -> r.method() + " " + r.template()).toList());
  }

  @Test
  void everyOperationIsComplete() {
    Set<String> ids = new TreeSet<>();
    for (Route route : kato.server.routes()) {
      JsonNode operation = operation(route);
      assertThat(ids.add(operation.get("operationId").textValue())).isTrue();
      assertThat(operation.get("summary").textValue()).isNotBlank();
      assertThat(
              operation.at("/responses/default/content/application~1json/schema/$ref").textValue())
          .isEqualTo("#/components/schemas/Error");
      Set<String> inPath = new TreeSet<>();
      operation
          .get("parameters")
          .forEach(
              parameter -> {
                if (parameter.get("in").textValue().equals("path")) {
                  inPath.add(parameter.get("name").textValue());
                }
              });
      assertThat(inPath)
          .as(route.template())
          .isEqualTo(
              new TreeSet<>(
                  Stream.of(route.template().split("/"))
                      .filter(segment -> segment.startsWith("{"))
                      .map(segment -> segment.substring(1, segment.length() - 1))
                      .toList()));
      assertThat(operation.has("requestBody")).isEqualTo(route.body() != null);
      if (route.body() != null) {
        assertThat(operation.at("/requestBody/content/application~1json/example").isMissingNode())
            .as("example of %s", route.template())
            .isFalse();
      }
    }
  }

  @Test
  void everyFieldOfAnAnswerIsDescribed() {
    JsonNode prediction =
        document.at(
            "/paths/~1v2~1sessions~1{session_id}~1predictions/get/responses/200/content"
                + "/application~1json/schema/anyOf/0/properties/predictions/items");

    assertThat(prediction.get("required")).hasSizeGreaterThan(35);
    assertThat(prediction.at("/properties/future/items/items/type").textValue())
        .isEqualTo("string");
    JsonNode place = prediction.at("/properties/alignment/properties/matched/items/properties/stm");
    assertThat(place.at("/items/type").textValue()).isEqualTo("integer");
    assertThat(place.at("/maxItems").intValue()).isEqualTo(2);
  }

  @Test
  void boundsAreTold() {
    String body = "/requestBody/content/application~1json/schema/properties/";

    JsonNode open = document.at("/paths/~1v2~1sessions/post");
    assertThat(open.at(body + "user_id/maxLength").intValue()).isEqualTo(256);
    assertThat(open.at(body + "ttl_seconds/anyOf/0/minimum").intValue()).isEqualTo(1);
    assertThat(document.at("/paths/~1observe/post" + body + "vectors/items/minItems").intValue())
        .isEqualTo(1);
    assertThat(document.at("/paths/~1stats/get/parameters").findValues("maximum").get(0).intValue())
        .isEqualTo(1440);
  }

  @Test
  void everyRouteAnswersItsExampleAsDescribed() {
    // The routes that end something come last, those that begin something first.
    List<Route> routes = new ArrayList<>(kato.server.routes());
    routes.removeIf(route -> route.template().equals("/v2/events"));
    routes.sort((a, b) -> Integer.compare(order(a), order(b)));
    for (Route route : routes) {
      String pattern = newPattern();
      String path =
          route
              .template()
              .replace("{session_id}", newSession())
              .replace("{user_id}", "alice")
              .replace("{pattern_id}", pattern)
              .replace("{name}", route.template().startsWith("/gene") ? "persistence" : pattern)
              .replace("{symbol}", "coffee")
              .replace("{metric}", "kato_requests_total")
              .replace("{test_id}", "1");
      JsonNode example = operation(route).at("/requestBody/content/application~1json/example");
      Answer answer =
          kato.send(
              route.method(),
              path,
              example instanceof ObjectNode body ? body : null,
              "X-User-ID",
              "client-of-examples");
      assertThat(answer.status()).as(route.method() + " " + path + answer.text()).isEqualTo(200);
    }
    assertThat(kato.contract.unused()).containsExactlyInAnyOrder("GET /docs", "GET /v2/events");
  }

  private static int order(Route route) {
    return route.method().equals("DELETE") ? 1 : 0;
  }

  private static String newSession() {
    String id =
        kato.post("/v2/sessions", Map.of("user_id", "alice")).ok().at("/session_id").textValue();
    kato.observe("/v2/sessions/" + id, "coffee", "news").ok();
    return id;
  }

  /** The name of a pattern that is there. */
  private static String newPattern() {
    String session = "/v2/sessions/" + newSession();
    return kato.post(session + "/learn").ok().at("/pattern_name").textValue().substring(5);
  }

  @Test
  void thePageNeedsNothingFromElsewhere() {
    Answer page = kato.get("/docs").ok();

    assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(page.text())
        .contains("fetch(\"openapi.json\")")
        .doesNotContain("http://", "https://");
  }
}

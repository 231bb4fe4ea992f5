package dev.kato.server.v2;

import static dev.kato.server.http.Route.route;
import static dev.kato.server.http.Schema.NUMBER;
import static dev.kato.server.http.Schema.TEXT;
import static dev.kato.server.http.Schema.WHOLE;
import static dev.kato.server.http.Schema.field;
import static dev.kato.server.http.Schema.list;
import static dev.kato.server.http.Schema.object;
import static dev.kato.server.http.Schema.optional;
import static dev.kato.server.http.Schema.orNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kato.Kato;
import dev.kato.KnowledgeBase;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.SymbolStatistics;
import dev.kato.server.http.HttpFailure;
import dev.kato.server.http.Request;
import dev.kato.server.http.Response;
import dev.kato.server.http.Route;
import dev.kato.server.view.Inputs;
import dev.kato.server.view.Shapes;
import dev.kato.server.view.Views;
import dev.kato.spi.PatternUpdate;
import java.util.List;
import java.util.Map;

/** Browsing, correcting and erasing what a user has learned. */
public final class KnowledgeRoutes {

  private static final String GROUP = "knowledge";
  private static final String USER = "/v2/users/{user_id}";
  private static final String PATTERN = USER + "/patterns/{name}";
  private static final int PAGE = 100;
  private static final int LARGEST_PAGE = 1000;

  private final Kato kato;

  /** Routes to all knowledge bases. */
  public KnowledgeRoutes(Kato kato) {
    this.kato = kato;
  }

  /** The rows. */
  public List<Route> routes() {
    return List.of(
        page("/patterns", "The user's patterns, by name")
            .answers(
                object(
                    field("user_id", TEXT),
                    field("patterns", list(Views.PATTERN.shape())),
                    field("count", WHOLE),
                    field("next", orNull(TEXT))))
            .by(GROUP, this::patterns),
        route("GET", PATTERN, "A pattern").answers(Views.PATTERN.shape()).by(GROUP, this::pattern),
        route("PUT", PATTERN, "Correct a pattern's frequency or emotives")
            .takes(
                object(
                    optional("frequency", orNull(WHOLE)),
                    optional("emotives", orNull(list(Shapes.emotives(NUMBER))))),
                Map.of("frequency", 3))
            .answers(Views.PATTERN.shape())
            .by(GROUP, this::update),
        route("DELETE", PATTERN, "Forget a pattern")
            .answers(object(field("status", TEXT), field("name", TEXT)))
            .by(GROUP, this::delete),
        page("/symbols", "The symbols in the user's patterns, in code point order")
            .answers(
                object(
                    field("user_id", TEXT),
                    field("symbols", list(Views.SYMBOL.shape())),
                    field("count", WHOLE),
                    field("next", orNull(TEXT))))
            .by(GROUP, this::symbols),
        route("DELETE", USER, "Erase a user: patterns, vectors and sessions")
            .answers(object(field("status", TEXT), field("user_id", TEXT)))
            .by(GROUP, this::erase));
  }

  private static Route.Builder page(String path, String summary) {
    return route("GET", USER + path, summary)
        .query("after", TEXT, "the last name of the page before; none to begin")
        .query(
            "limit",
            Shapes.whole(1, LARGEST_PAGE),
            "most entries, 1.." + LARGEST_PAGE + ", default " + PAGE);
  }

  private KnowledgeBase knowledge(Request request) {
    return kato.knowledgeBase(Inputs.user(request.path("user_id"), "path", "user_id"));
  }

  private static int limit(Request request) {
    return request.queryInt("limit", 1, LARGEST_PAGE).orElse(PAGE);
  }

  private Response patterns(Request request) {
    PatternName after =
        request
            .query("after")
            .map(
                text ->
                    PatternName.parse(text)
                        .orElseThrow(
                            () ->
                                HttpFailure.invalid(
                                    "Input should be a pattern's name",
                                    "pattern_name",
                                    "query",
                                    "after")))
            .orElse(null);
    int limit = limit(request);
    List<Pattern> page = knowledge(request).patterns(after, limit);
    return Response.ok(
        "user_id", request.path("user_id"),
        "patterns", Views.PATTERN.all(page),
        "count", page.size(),
        "next", page.size() < limit ? null : page.get(limit - 1).name().prefixed());
  }

  private Response pattern(Request request) {
    return Response.json(200, Views.PATTERN.of(knowledge(request).pattern(request.path("name"))));
  }

  private Response update(Request request) {
    Long frequency = request.field("frequency").map(KnowledgeRoutes::frequency).orElse(null);
    PatternUpdate update =
        new PatternUpdate(frequency, request.field("emotives").map(Inputs::emotives).orElse(null));
    if (update.frequency() == null && update.emotives() == null) {
      throw HttpFailure.invalid("frequency or emotives required", "missing", "body");
    }
    knowledge(request).update(request.path("name"), update);
    return pattern(request);
  }

  private static Long frequency(JsonNode node) {
    if (!node.canConvertToLong()) {
      throw HttpFailure.invalid("is too large", "int_range", "body", "frequency");
    }
    return node.longValue();
  }

  private Response delete(Request request) {
    Pattern pattern = knowledge(request).pattern(request.path("name"));
    knowledge(request).delete(pattern.name().hash());
    return Response.ok("status", "deleted", "name", pattern.name().prefixed());
  }

  private Response symbols(Request request) {
    int limit = limit(request);
    List<SymbolStatistics> page =
        knowledge(request).symbols(request.query("after").orElse(null), limit);
    return Response.ok(
        "user_id", request.path("user_id"),
        "symbols", Views.SYMBOL.all(page),
        "count", page.size(),
        "next", page.size() < limit ? null : page.get(limit - 1).symbol());
  }

  private Response erase(Request request) {
    knowledge(request).erase();
    return Response.ok("status", "deleted", "user_id", request.path("user_id"));
  }
}

package dev.kato.dialects.v3;

import static dev.kato.server.http.Route.route;
import static dev.kato.server.http.Schema.NUMBER;
import static dev.kato.server.http.Schema.OBJECT;
import static dev.kato.server.http.Schema.TEXT;
import static dev.kato.server.http.Schema.field;
import static dev.kato.server.http.Schema.map;
import static dev.kato.server.http.Schema.object;

import dev.kato.Kato;
import dev.kato.KnowledgeBase;
import dev.kato.dialects.PatternAnswer;
import dev.kato.model.SymbolStatistics;
import dev.kato.server.http.Fields;
import dev.kato.server.http.Request;
import dev.kato.server.http.Response;
import dev.kato.server.http.Route;
import dev.kato.server.http.Subject;
import dev.kato.server.view.Inputs;
import dev.kato.server.view.Shapes;
import dev.kato.server.view.Views;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a node knows, by {@code node_id} in the query or in a header. */
public final class V3Nodes {

  private static final String GROUP = "3.x";
  private static final String DEFAULT_NODE = "default_node";
  private static final String TEST = "test_";
  private static final int PAGE = 1000;
  private static final String WARNING =
      "Deprecated: what was perceived belongs to a session; ask /sessions/{session_id}";

  private final Kato kato;

  /** Routes to all nodes. */
  public V3Nodes(Kato kato) {
    this.kato = kato;
  }

  /** The rows. */
  public List<Route> routes() {
    return List.of(
        node("/pattern/{pattern_id}", "A learned pattern")
            .answers(object(field("pattern", PatternAnswer.SHAPE), field("node_id", TEXT)))
            .by(GROUP, this::pattern),
        node("/percept-data", "Deprecated: empty")
            .answers(
                object(
                    field("percept_data", Views.PERCEPT),
                    field("node_id", TEXT),
                    field("warning", TEXT)))
            .by(GROUP, request -> deprecated(request, "percept_data", Map.of())),
        node("/cognition-data", "Deprecated: empty")
            .answers(
                object(
                    field("cognition_data", OBJECT),
                    field("node_id", TEXT),
                    field("warning", TEXT)))
            .by(GROUP, request -> deprecated(request, "cognition_data", emptyCognition())),
        node("/symbols/stats", "The symbols in the node's patterns")
            .answers(object(field("symbols", map(Views.SYMBOL.shape())), field("node_id", TEXT)))
            .by(GROUP, request -> symbols(request, "symbols", Views.SYMBOL::of)),
        node("/symbols/affinity", "The affinities of all symbols")
            .answers(object(field("affinities", map(map(NUMBER))), field("node_id", TEXT)))
            .by(GROUP, this::affinities),
        node("/symbols/{symbol}/affinity", "The affinity of a symbol")
            .answers(
                object(
                    field("symbol", TEXT), field("affinity", map(NUMBER)), field("node_id", TEXT)))
            .by(GROUP, this::affinity));
  }

  private static Route.Builder node(String path, String summary) {
    return route("GET", path, summary)
        .about(Subject.HANDLER)
        .query("node_id", Shapes.USER, "whose");
  }

  /** Whether a request names a node as 3.x clients do. */
  public static boolean namesNode(Request request) {
    return request.query("node_id").isPresent() || request.header("X-Node-ID").isPresent();
  }

  private static String id(Request request) {
    Optional<String> test =
        request.header("X-Test-ID").map(id -> id.startsWith(TEST) ? id : TEST + id);
    return request
        .query("node_id")
        .or(() -> test)
        .or(() -> request.header("X-Node-ID"))
        .orElse(DEFAULT_NODE);
  }

  private KnowledgeBase knowledge(Request request) {
    return kato.knowledgeBase(request.mayUse(Inputs.user(id(request), "query", "node_id")));
  }

  private Response pattern(Request request) {
    return Response.ok(
        "pattern", PatternAnswer.of(knowledge(request), request.path("pattern_id")),
        "node_id", id(request));
  }

  private static Response deprecated(Request request, String name, Map<String, ?> empty) {
    return Response.ok(name, empty, "node_id", id(request), "warning", WARNING);
  }

  private static Map<String, @Nullable Object> emptyCognition() {
    return Fields.of(
        "predictions", List.of(),
        "emotives", Map.of(),
        "symbols", List.of(),
        "command", "",
        "metadata", Map.of(),
        "path", List.of(),
        "strings", List.of(),
        "vectors", List.of(),
        "short_term_memory", List.of());
  }

  private Response symbols(
      Request request, String name, Function<SymbolStatistics, @Nullable Object> value) {
    KnowledgeBase knowledge = knowledge(request);
    Map<String, @Nullable Object> bySymbol = Fields.of();
    String after = null;
    List<SymbolStatistics> page;
    do {
      page = knowledge.symbols(after, PAGE);
      for (SymbolStatistics symbol : page) {
        bySymbol.put(symbol.symbol(), value.apply(symbol));
        after = symbol.symbol();
      }
    } while (page.size() == PAGE);
    return Response.ok(name, bySymbol, "node_id", id(request));
  }

  private Response affinities(Request request) {
    KnowledgeBase knowledge = knowledge(request);
    return symbols(request, "affinities", symbol -> knowledge.affinity(symbol.symbol()));
  }

  private Response affinity(Request request) {
    String symbol = request.path("symbol");
    return Response.ok(
        "symbol", symbol,
        "affinity", knowledge(request).affinity(symbol),
        "node_id", id(request));
  }
}

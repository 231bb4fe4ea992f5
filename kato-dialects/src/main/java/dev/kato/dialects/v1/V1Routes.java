package dev.kato.dialects.v1;

import static dev.kato.server.http.Schema.ANY;
import static dev.kato.server.http.Schema.OBJECT;
import static dev.kato.server.http.Schema.TEXT;
import static dev.kato.server.http.Schema.WHOLE;
import static dev.kato.server.http.Schema.field;
import static dev.kato.server.http.Schema.list;
import static dev.kato.server.http.Schema.object;
import static dev.kato.server.http.Schema.optional;
import static dev.kato.server.http.Schema.orNull;

import dev.kato.Kato;
import dev.kato.dialects.PatternAnswer;
import dev.kato.dialects.v1.Callers.Caller;
import dev.kato.server.http.HttpFailure;
import dev.kato.server.http.Json;
import dev.kato.server.http.Request;
import dev.kato.server.http.Response;
import dev.kato.server.http.Route;
import dev.kato.server.http.Schema;
import dev.kato.server.http.Schema.Obj;
import dev.kato.server.http.Subject;
import dev.kato.server.view.PredictionViews;
import dev.kato.server.view.Shapes;
import dev.kato.server.view.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table of v1's routes and their aliases. */
public final class V1Routes {

  private static final String GROUP = "v1";
  private static final Schema NAME = orNull(TEXT);

  private final Kato kato;
  private final Callers callers;
  private final V1Memory memory;

  /** Routes to the memories of these callers. */
  public V1Routes(Kato kato, Callers callers) {
    this.kato = kato;
    this.callers = callers;
    this.memory = new V1Memory(kato, callers);
  }

  /** The rows. */
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>(memoryRoutes());
    routes.addAll(predictionRoutes());
    routes.addAll(otherRoutes());
    return routes;
  }

  /** Whose it is shows when the caller is found. */
  private static Route.Builder ofCaller(String method, String path, String summary) {
    return Route.route(method, path, summary).about(Subject.HANDLER);
  }

  private static Obj answer(Schema.Field... fields) {
    return object(field("processor_id", TEXT), field("session_id", TEXT)).and(fields);
  }

  private List<Route> memoryRoutes() {
    Schema stm = answer(field("stm", Shapes.EVENTS), field("length", WHOLE));
    Schema done = answer(field("status", TEXT), field("message", TEXT));
    return List.of(
        ofCaller("POST", "/observe", "Take in one observation")
            .takes(Shapes.LENIENT_OBSERVATION, Shapes.AN_OBSERVATION)
            .answers(
                answer(
                    field("status", TEXT),
                    field("auto_learned_pattern", NAME),
                    field("time", WHOLE),
                    field("unique_id", TEXT),
                    field("stm_length", WHOLE)))
            .by(GROUP, memory::observe),
        ofCaller("POST", "/observe-sequence", "Take in a sequence, beginning with an empty STM")
            .takes(Shapes.LENIENT_SEQUENCE, Shapes.A_SEQUENCE)
            .answers(sequenceAnswer())
            .by(GROUP, memory::observeSequence),
        ofCaller("GET", "/stm", "The short-term memory").answers(stm).by(GROUP, memory::stm),
        ofCaller("GET", "/short-term-memory", "The short-term memory")
            .answers(stm)
            .by(GROUP, memory::stm),
        ofCaller("POST", "/learn", "Learn the short-term memory as a pattern")
            .answers(
                answer(field("pattern_name", TEXT), field("message", TEXT), field("status", TEXT)))
            .by(GROUP, memory::learn),
        clear("/clear-stm", done),
        clear("/clear-short-term-memory", done),
        clearAll("/clear-all", done),
        clearAll("/clear-all-memory", done));
  }

  private static Schema sequenceAnswer() {
    Schema step =
        object(
            field("status", TEXT),
            field("processor_id", TEXT),
            field("unique_id", TEXT),
            field("time", WHOLE),
            field("auto_learned_pattern", NAME));
    return answer(
        field("status", TEXT),
        field("observations_processed", WHOLE),
        field("patterns_learned", list(TEXT)),
        field("individual_results", list(step)),
        field("final_predictions", list(PredictionViews.FLAT.shape())));
  }

  private Route clear(String path, Schema answer) {
    return ofCaller("POST", path, "Empty the short-term memory")
        .answers(answer)
        .by(GROUP, memory::clearStm);
  }

  private Route clearAll(String path, Schema answer) {
    return ofCaller("POST", path, "Erase all that was learned, and the STM")
        .answers(answer)
        .by(GROUP, memory::clearAll);
  }

  private List<Route> predictionRoutes() {
    List<Route> routes = new ArrayList<>();
    for (String method : List.of("GET", "POST")) {
      routes.add(
          ofCaller(method, "/predictions", "What the memory makes of the STM")
              .query("unique_id", TEXT, "of an earlier observation: what it predicted then")
              .answers(
                  answer(
                      field("predictions", list(ANY)),
                      field("count", WHOLE),
                      field("time", WHOLE),
                      field("unique_id", NAME)))
              .by(GROUP, memory::predictions));
    }
    return routes;
  }

  private List<Route> otherRoutes() {
    return List.of(
        ofCaller("GET", "/gene/{name}", "One configuration value")
            .answers(
                answer(
                    field("gene_name", TEXT),
                    field("gene_value", ANY),
                    field("gene", TEXT),
                    field("value", ANY)))
            .by(GROUP, this::gene),
        ofCaller("POST", "/genes/update", "Change the configuration, all or nothing")
            .takes(
                object(optional("genes", OBJECT)), Map.of("genes", Map.of("recall_threshold", 0.3)))
            .answers(answer(field("status", TEXT), field("message", TEXT), field("genes", OBJECT)))
            .by(GROUP, this::updateGenes),
        ofCaller("GET", "/pattern/{pattern_id}", "A learned pattern")
            .answers(answer(field("pattern", PatternAnswer.SHAPE)))
            .by(GROUP, this::pattern),
        ofCaller("GET", "/percept-data", "The last observation")
            .answers(answer(field("percept_data", Views.PERCEPT)))
            .by(GROUP, memory::percept),
        ofCaller("GET", "/cognition-data", "What goes on in the memory")
            .answers(answer(field("cognition_data", V1Memory.COGNITION.shape())))
            .by(GROUP, memory::cognition));
  }

  private Response gene(Request request) {
    Caller caller = callers.of(request);
    String name = request.path("name");
    Object value =
        Genes.value(caller.session().info(), name)
            .orElseThrow(() -> HttpFailure.notFound("Gene '" + name + "' not found"))
            .get(0);
    return V1Memory.answer(
        caller, "gene_name", name, "gene_value", value, "gene", name, "value", value);
  }

  private Response updateGenes(Request request) {
    Caller caller = callers.of(request);
    Map<String, @Nullable Object> genes =
        Json.map(request.body().has("genes") ? request.body().get("genes") : request.body());
    Genes.update(caller.session(), genes);
    return V1Memory.answer(caller, "status", "okay", "message", "genes-updated", "genes", genes);
  }

  private Response pattern(Request request) {
    Caller caller = callers.of(request);
    return V1Memory.answer(
        caller,
        "pattern",
        PatternAnswer.of(kato.knowledgeBase(caller.user()), request.path("pattern_id")));
  }
}

package dev.kato.dialects.v3;

import static dev.kato.server.http.Route.route;
import static dev.kato.server.http.Schema.NUMBER;
import static dev.kato.server.http.Schema.OBJECT;
import static dev.kato.server.http.Schema.TEXT;
import static dev.kato.server.http.Schema.WHOLE;
import static dev.kato.server.http.Schema.field;
import static dev.kato.server.http.Schema.object;
import static dev.kato.server.http.Schema.optional;
import static dev.kato.server.http.Schema.orNull;

import dev.kato.Kato;
import dev.kato.KatoSession;
import dev.kato.SessionInfo;
import dev.kato.SessionOptions;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Prediction;
import dev.kato.model.UserId;
import dev.kato.server.http.Json;
import dev.kato.server.http.Request;
import dev.kato.server.http.Response;
import dev.kato.server.http.Route;
import dev.kato.server.http.Schema;
import dev.kato.server.http.View;
import dev.kato.server.session.Wording;
import dev.kato.server.view.Inputs;
import dev.kato.server.view.PredictionViews;
import dev.kato.server.view.Shapes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sessions of 3.x. */
public final class V3Sessions implements Wording {

  private static final Schema OPENING =
      object(
          field("node_id", Shapes.USER),
          optional("metadata", orNull(OBJECT)),
          optional("ttl_seconds", orNull(WHOLE)),
          optional("config", orNull(OBJECT)));

  private final Kato kato;
  private final Map<String, @Nullable Object> defaults;

  /**
   * Sessions of this memory.
   *
   * @param defaults configuration that they begin with
   */
  public V3Sessions(Kato kato, Map<String, @Nullable Object> defaults) {
    this.kato = kato;
    this.defaults = defaults;
  }

  /** The rows that only this dialect has. */
  public List<Route> routes() {
    return List.of(
        route(
                "POST",
                path() + "/{session_id}/finalize-training",
                "Nothing is left to do; tells what is there")
            .answers(
                object(
                    field("status", TEXT),
                    field("patterns_processed", WHOLE),
                    field("time_ms", NUMBER),
                    field("session_id", TEXT),
                    field("node_id", TEXT),
                    field("message", TEXT)))
            .by(group(), this::finalizeTraining));
  }

  private Response finalizeTraining(Request request) {
    long start = System.nanoTime();
    String session = request.path("session_id");
    String node = kato.session(session).info().state().user().value();
    long patterns = kato.knowledgeBase(node).statistics().uniquePatterns();
    return Response.ok(
        "status",
        "completed",
        "patterns_processed",
        patterns,
        "time_ms",
        (System.nanoTime() - start) / 1e6,
        "session_id",
        session,
        "node_id",
        node,
        "message",
        "Every learning is final at once; " + patterns + " patterns are ready");
  }

  @Override
  public String path() {
    return "/sessions";
  }

  @Override
  public String group() {
    return "3.x";
  }

  @Override
  public Schema opening() {
    return OPENING;
  }

  @Override
  public Map<String, ?> openingExample() {
    return Map.of("node_id", "alice", "ttl_seconds", 600);
  }

  /** A life time of 0 means the default here. */
  @Override
  public KatoSession open(Request request) {
    Map<String, @Nullable Object> given = new LinkedHashMap<>(defaults);
    request.field("config").ifPresent(node -> given.putAll(Json.map(node)));
    SessionConfiguration configuration = SessionConfiguration.of(kato, given);
    Optional<Duration> ttl = Inputs.ttl(request).filter(life -> !life.isZero());
    KatoSession session =
        kato.openSession(
            new SessionOptions(
                new UserId(request.mayUse(request.body().path("node_id").asText())),
                Inputs.metadata(request),
                ttl,
                configuration.core()));
    configuration.keepFilters(session);
    return session;
  }

  @Override
  public Map<String, @Nullable Object> config(SessionInfo info) {
    return SessionConfiguration.effective(info);
  }

  @Override
  public void configure(KatoSession session, Request request) {
    SessionConfiguration.of(kato, Inputs.config(request)).applyTo(session);
  }

  @Override
  public String observed() {
    return "okay";
  }

  @Override
  public String tooLittle() {
    return "learned";
  }

  /** The time begins anew, too. */
  @Override
  public void clear(KatoSession session) {
    session.restart();
  }

  @Override
  public View<Prediction> predictions() {
    return PredictionViews.ALIGNED;
  }

  @Override
  public EnsembleFilter filter(SessionInfo info) {
    return Filters.ensemble(info);
  }
}

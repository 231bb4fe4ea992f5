package dev.kato.server.v2;

import static dev.kato.server.http.Schema.OBJECT;
import static dev.kato.server.http.Schema.object;
import static dev.kato.server.http.Schema.optional;
import static dev.kato.server.http.Schema.orNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kato.Kato;
import dev.kato.KatoSession;
import dev.kato.SessionInfo;
import dev.kato.SessionOptions;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Prediction;
import dev.kato.model.UserId;
import dev.kato.server.http.HttpFailure;
import dev.kato.server.http.Json;
import dev.kato.server.http.Request;
import dev.kato.server.http.Schema;
import dev.kato.server.http.View;
import dev.kato.server.session.Wording;
import dev.kato.server.view.Inputs;
import dev.kato.server.view.PredictionViews;
import dev.kato.server.view.Shapes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sessions of {@code /v2}. */
public final class V2Sessions implements Wording {

  private static final Schema OPENING =
      object(
          optional("user_id", Shapes.USER),
          optional("node_id", Shapes.USER),
          optional("metadata", orNull(OBJECT)),
          optional("ttl_seconds", orNull(Shapes.TTL)),
          optional("config", orNull(OBJECT)));

  private final Kato kato;
  private final Map<String, @Nullable Object> defaults;

  /**
   * Sessions of this memory.
   *
   * @param defaults configuration that they begin with
   */
  public V2Sessions(Kato kato, Map<String, @Nullable Object> defaults) {
    this.kato = kato;
    this.defaults = defaults;
  }

  @Override
  public String path() {
    return "/v2/sessions";
  }

  @Override
  public String group() {
    return "sessions";
  }

  @Override
  public Schema opening() {
    return OPENING;
  }

  @Override
  public Map<String, ?> openingExample() {
    return Map.of("user_id", "alice", "ttl_seconds", 600);
  }

  @Override
  public KatoSession open(Request request) {
    String user =
        request
            .field("user_id")
            .or(() -> request.field("node_id"))
            .map(JsonNode::textValue)
            .orElseThrow(() -> HttpFailure.invalid("Field required", "missing", "body", "user_id"));
    Map<String, @Nullable Object> config = new LinkedHashMap<>(defaults);
    request.field("config").ifPresent(node -> config.putAll(Json.map(node)));
    return kato.openSession(
        new SessionOptions(
            new UserId(request.mayUse(user)),
            Inputs.metadata(request),
            Inputs.ttl(request),
            config));
  }

  @Override
  public Map<String, @Nullable Object> config(SessionInfo info) {
    return info.config().toMap();
  }

  @Override
  public void configure(KatoSession session, Request request) {
    session.configure(Inputs.config(request));
  }

  @Override
  public String observed() {
    return "ok";
  }

  @Override
  public String tooLittle() {
    return "insufficient_data";
  }

  @Override
  public void clear(KatoSession session) {
    session.clearStm();
  }

  @Override
  public View<Prediction> predictions() {
    return PredictionViews.FLAT_WITH_PLACES;
  }

  @Override
  public EnsembleFilter filter(SessionInfo info) {
    return EnsembleFilter.NONE;
  }
}

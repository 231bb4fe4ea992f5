package dev.kato.server.v2;

import static dev.kato.server.http.Route.SESSION;
import static dev.kato.server.http.Route.route;
import static dev.kato.server.http.Schema.TEXT;
import static dev.kato.server.http.Schema.WHOLE;
import static dev.kato.server.http.Schema.either;
import static dev.kato.server.http.Schema.field;
import static dev.kato.server.http.Schema.list;
import static dev.kato.server.http.Schema.object;

import dev.kato.Kato;
import dev.kato.KatoSession;
import dev.kato.model.Explanation;
import dev.kato.model.NearMiss;
import dev.kato.server.http.Fields;
import dev.kato.server.http.HttpFailure;
import dev.kato.server.http.Request;
import dev.kato.server.http.Response;
import dev.kato.server.http.Route;
import dev.kato.server.http.Schema;
import dev.kato.server.view.ExplanationViews;
import dev.kato.server.view.SessionUsers;
import dev.kato.server.view.Shapes;
import dev.kato.server.view.Sizes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why a pattern is, or is not, among the predictions of a session. */
final class ExplainRoutes {

  private static final String PATTERN = "pattern";
  private static final String NEAREST = "nearest";
  private static final int FEW = 8;
  private static final int MOST = 100;

  private static final Schema.Field SESSION_ID = field("session_id", TEXT);
  private static final Schema.Field PROCESSOR_ID = field("processor_id", TEXT);

  private final Kato kato;
  private final SessionUsers users;

  ExplainRoutes(Kato kato, SessionUsers users) {
    this.kato = kato;
    this.users = users;
  }

  List<Route> routes() {
    return List.of(
        route(
                "GET",
                "/v2/sessions/{session_id}/explain",
                "Why a pattern is, or is not, among the predictions; which nearly are")
            .query(PATTERN, TEXT, "the pattern's name; without it the nearest misses are answered")
            .query(
                NEAREST,
                Shapes.whole(1, MOST),
                "most patterns that are not predicted, the most similar first, 1.."
                    + MOST
                    + ", default "
                    + FEW)
            .answers(
                either(
                    ExplanationViews.EXPLANATION.shape().and(SESSION_ID, PROCESSOR_ID),
                    object(
                        field(NEAREST, list(ExplanationViews.NEAR_MISS.shape())),
                        field("count", WHOLE),
                        SESSION_ID,
                        PROCESSOR_ID)))
            .by("sessions", this::explain));
  }

  private Response explain(Request request) {
    int limit = request.queryInt(NEAREST, 1, MOST).orElse(FEW);
    String pattern = request.query(PATTERN).orElse(null);
    if (pattern == null) {
      return nearest(request, limit);
    }
    if (request.query(NEAREST).isPresent()) {
      throw HttpFailure.invalid("goes without pattern", "value_error", "query", NEAREST);
    }
    return explain(request, pattern);
  }

  private Response explain(Request request, String pattern) {
    Explanation explanation = session(request).explain(pattern);
    request.willHold(Sizes.of(explanation));
    return answer(request, ExplanationViews.EXPLANATION.of(explanation));
  }

  private Response nearest(Request request, int limit) {
    List<NearMiss> misses = session(request).nearMisses(limit);
    request.willHold(Sizes.of(misses));
    return answer(
        request,
        Fields.of(NEAREST, ExplanationViews.NEAR_MISS.all(misses), "count", misses.size()));
  }

  private Response answer(Request request, Map<String, @Nullable Object> fields) {
    fields.put(SESSION_ID.name(), request.path(SESSION));
    fields.put(PROCESSOR_ID.name(), users.of(request.path(SESSION)));
    return Response.json(200, fields);
  }

  private KatoSession session(Request request) {
    return kato.session(request.path(SESSION));
  }
}

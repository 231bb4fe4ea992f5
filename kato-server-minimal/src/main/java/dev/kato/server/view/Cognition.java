package dev.kato.server.view;

import static dev.kato.server.http.Schema.NUMBER;
import static dev.kato.server.http.Schema.OBJECT;
import static dev.kato.server.http.Schema.TEXT;
import static dev.kato.server.http.Schema.WHOLE;
import static dev.kato.server.http.Schema.list;
import static dev.kato.server.http.Schema.map;

import dev.kato.Kato;
import dev.kato.SessionInfo;
import dev.kato.model.Emotives;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Event;
import dev.kato.model.Observation;
import dev.kato.model.Prediction;
import dev.kato.model.Predictions;
import dev.kato.server.http.Request;
import dev.kato.server.http.View;
import java.util.List;
import java.util.Map;

/**
 * What goes on in a session.
 *
 * @param predictions what its short-term memory recalls now
 */
public record Cognition(SessionInfo info, List<Prediction> predictions) {

  /** As a JSON object, with predictions in this view. */
  public static View<Cognition> view(View<Prediction> prediction) {
    return View.<Cognition>view()
        .with(list(prediction.shape()), it -> prediction.all(it.predictions), "predictions")
        .with(map(NUMBER), it -> Emotives.mean(it.info.state().memory().emotives()), "emotives")
        .with(list(TEXT), Cognition::symbols, "symbols")
        .with(TEXT, it -> "", "command")
        .with(OBJECT, it -> it.percept().metadata(), "metadata")
        .with(list(TEXT), it -> List.of(), "path")
        .with(list(TEXT), it -> it.percept().strings(), "strings")
        .with(list(list(NUMBER)), it -> it.percept().vectors(), "vectors")
        .with(Shapes.EVENTS, it -> Views.events(it.events()), "short_term_memory")
        .with(WHOLE, it -> it.info.state().time(), "time");
  }

  /** Of a session, for the answer to this request. */
  public static Cognition of(Kato kato, Request request, SessionInfo info, EnsembleFilter filter) {
    Predictions predictions =
        kato.knowledgeBase(info.state().user().value())
            .recall(info.state().memory().events(), info.config(), filter);
    request.willHold(Sizes.of(predictions));
    return new Cognition(info, predictions.predictions());
  }

  private List<Event> events() {
    return info.state().memory().events();
  }

  /** The last observation; an empty one when there is none. */
  private Observation percept() {
    Observation percept = info.state().percept();
    return percept == null
        ? new Observation(List.of(), List.of(), Map.of(), Map.of(), null)
        : percept;
  }

  private List<String> symbols() {
    List<Event> events = events();
    boolean fresh = info.state().percept() != null && !events.isEmpty();
    return fresh ? events.get(events.size() - 1).symbols() : List.of();
  }
}

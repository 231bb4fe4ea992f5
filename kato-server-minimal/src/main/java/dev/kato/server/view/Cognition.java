package dev.kato.server.view;

import dev.kato.Kato;
import dev.kato.SessionInfo;
import dev.kato.model.Emotives;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Event;
import dev.kato.model.Observation;
import dev.kato.model.Predictions;
import dev.kato.model.ShortTermMemory;
import dev.kato.server.http.Fields;
import dev.kato.server.http.Request;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goes on in a session, as one JSON object. */
public final class Cognition {

  private Cognition() {}

  /** The session with what its short-term memory recalls now. */
  public static Map<String, @Nullable Object> of(
      Kato kato, Request request, SessionInfo info, EnsembleFilter filter, PredictionView view) {
    ShortTermMemory memory = info.state().memory();
    Predictions predictions =
        kato.knowledgeBase(info.state().user().value())
            .recall(memory.events(), info.config(), filter);
    request.willHold(Sizes.of(predictions));
    Observation percept = info.state().percept();
    List<Event> events = memory.events();
    boolean fresh = percept != null && !events.isEmpty();
    return Fields.of(
        "predictions",
        view.of(predictions.predictions()),
        "emotives",
        Emotives.mean(memory.emotives()),
        "symbols",
        fresh ? events.get(events.size() - 1).symbols() : List.of(),
        "command",
        "",
        "metadata",
        percept == null ? Map.of() : percept.metadata(),
        "path",
        List.of(),
        "strings",
        percept == null ? List.of() : percept.strings(),
        "vectors",
        percept == null ? List.of() : percept.vectors(),
        "short_term_memory",
        Views.events(events),
        "time",
        info.state().time());
  }
}

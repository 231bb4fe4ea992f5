package dev.kato.dialects.v1;

import dev.kato.Kato;
import dev.kato.SessionInfo;
import dev.kato.config.SessionConfig;
import dev.kato.dialects.v1.Callers.Caller;
import dev.kato.model.EmptyMemoryException;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Event;
import dev.kato.model.LearnResult;
import dev.kato.model.ObserveResult;
import dev.kato.model.Predictions;
import dev.kato.model.SequenceOptions;
import dev.kato.model.SequenceResult;
import dev.kato.model.SequenceResult.Step;
import dev.kato.server.http.Fields;
import dev.kato.server.http.Request;
import dev.kato.server.http.Response;
import dev.kato.server.http.View;
import dev.kato.server.view.Cognition;
import dev.kato.server.view.Inputs;
import dev.kato.server.view.PredictionViews;
import dev.kato.server.view.SequenceView;
import dev.kato.server.view.Sizes;
import dev.kato.server.view.Views;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Observing, learning and predicting in v1's words. */
final class V1Memory {

  /** What goes on in a session. */
  static final View<Cognition> COGNITION = Cognition.view(PredictionViews.FLAT);

  private final Kato kato;
  private final Callers callers;

  V1Memory(Kato kato, Callers callers) {
    this.kato = kato;
    this.callers = callers;
  }

  /** 200 with these fields and whom they are about. */
  static Response answer(Caller caller, @Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> fields = Fields.of(namesAndValues);
    fields.put("processor_id", caller.user());
    fields.put("session_id", caller.sessionId());
    return Response.json(200, fields).with("X-Session-ID", caller.sessionId());
  }

  Response observe(Request request) {
    Caller caller = callers.of(request);
    ObserveResult result =
        caller
            .session()
            .observe(
                Inputs.observation(request),
                Observed.NOTE,
                (before, observed, stm, config) ->
                    config.processPredictions()
                        ? Observed.with(
                            before,
                            observed.uniqueId(),
                            PredictionViews.FLAT.all(
                                recall(caller.user(), stm, config).predictions()))
                        : before);
    return answer(
        caller,
        "status",
        "okay",
        "auto_learned_pattern",
        Views.name(result.autoLearned()),
        "time",
        result.time(),
        "unique_id",
        result.uniqueId(),
        "stm_length",
        result.stmLength());
  }

  Response observeSequence(Request request) {
    Caller caller = callers.of(request);
    SequenceOptions options = Inputs.sequenceOptions(request, true);
    SequenceResult result = caller.session().observeAll(Inputs.observations(request), options);
    List<Map<String, @Nullable Object>> results = new ArrayList<>();
    for (Step step : result.steps()) {
      results.add(
          Fields.of(
              "status", "okay",
              "processor_id", caller.user(),
              "unique_id", step.observed().uniqueId(),
              "time", step.observed().time(),
              "auto_learned_pattern", Views.name(step.observed().autoLearned())));
    }
    return answer(
        caller,
        "status",
        "okay",
        "observations_processed",
        results.size(),
        "patterns_learned",
        SequenceView.learnedOnRequest(result),
        "individual_results",
        results,
        "final_predictions",
        PredictionViews.FLAT.all(caller.session().predict().predictions()));
  }

  Response stm(Request request) {
    Caller caller = callers.of(request);
    List<List<String>> stm = Views.events(caller.session().stm());
    return answer(caller, "stm", stm, "length", stm.size());
  }

  Response learn(Request request) {
    Caller caller = callers.of(request);
    LearnResult result = learn(caller, Inputs.uniqueId(request));
    String name = Views.name(result.name());
    return answer(
        caller,
        "pattern_name",
        name == null ? "" : name,
        "message",
        name == null ? "Insufficient data for learning" : "Learned pattern: " + name,
        "status",
        name == null ? "insufficient_data" : "learned");
  }

  private static LearnResult learn(Caller caller, @Nullable String uniqueId) {
    try {
      return caller.session().learn(uniqueId);
    } catch (EmptyMemoryException e) {
      return new LearnResult(null, 0);
    }
  }

  Response clearStm(Request request) {
    Caller caller = callers.of(request);
    caller.session().clearStm();
    return answer(caller, "status", "okay", "message", "stm-cleared");
  }

  Response clearAll(Request request) {
    Caller caller = callers.of(request);
    caller.session().clearAll();
    return answer(caller, "status", "okay", "message", "all-cleared");
  }

  Response predictions(Request request) {
    Caller caller = callers.of(request);
    String uniqueId = request.query("unique_id").orElse(null);
    SessionInfo info = caller.session().info();
    List<Map<String, @Nullable Object>> predictions =
        uniqueId == null
            ? predictions(request, caller.user(), info)
            : Observed.find(info.state().notes().get(Observed.NOTE), uniqueId).stream()
                .map(found -> Fields.of("unique_id", uniqueId, "predictions", found))
                .toList();
    return answer(
        caller,
        "predictions",
        predictions,
        "count",
        predictions.size(),
        "time",
        Instant.now().getEpochSecond(),
        "unique_id",
        uniqueId);
  }

  private Predictions recall(String user, List<Event> stm, SessionConfig config) {
    return kato.knowledgeBase(user).recall(stm, config, EnsembleFilter.NONE);
  }

  private List<Map<String, @Nullable Object>> predictions(
      Request request, String user, SessionInfo info) {
    Predictions predictions = recall(user, info.state().memory().events(), info.config());
    request.willHold(Sizes.of(predictions));
    return PredictionViews.FLAT.all(predictions.predictions());
  }

  Response percept(Request request) {
    Caller caller = callers.of(request);
    return answer(caller, "percept_data", Views.percept(caller.session().info()));
  }

  Response cognition(Request request) {
    Caller caller = callers.of(request);
    SessionInfo info = caller.session().info();
    return answer(
        caller,
        "cognition_data",
        COGNITION.of(Cognition.of(kato, request, info, EnsembleFilter.NONE)));
  }
}

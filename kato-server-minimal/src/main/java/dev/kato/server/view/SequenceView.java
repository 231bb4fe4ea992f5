package dev.kato.server.view;

import static dev.kato.server.http.Schema.BOOL;
import static dev.kato.server.http.Schema.TEXT;
import static dev.kato.server.http.Schema.WHOLE;
import static dev.kato.server.http.Schema.field;
import static dev.kato.server.http.Schema.list;
import static dev.kato.server.http.Schema.object;
import static dev.kato.server.http.Schema.orNull;

import dev.kato.model.LearnResult;
import dev.kato.model.SequenceResult;
import dev.kato.model.SequenceResult.Step;
import dev.kato.server.http.Fields;
import dev.kato.server.http.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to a sequence of observations as a JSON object. */
public final class SequenceView {

  /** Its shape. */
  public static final Schema SHAPE =
      object(
          field("status", TEXT),
          field("processor_id", TEXT),
          field("observations_processed", WHOLE),
          field("initial_stm_length", WHOLE),
          field("final_stm_length", WHOLE),
          field(
              "results",
              list(
                  object(
                      field("status", TEXT),
                      field("sequence_position", WHOLE),
                      field("stm_length", WHOLE),
                      field("time", WHOLE),
                      field("unique_id", TEXT),
                      field("auto_learned_pattern", orNull(TEXT))))),
          field("auto_learned_patterns", list(TEXT)),
          field("final_learned_pattern", orNull(TEXT)),
          field("isolated", BOOL));

  private SequenceView() {}

  /**
   * The answer.
   *
   * @param isolated whether the short-term memory was cleared between observations
   */
  public static Map<String, @Nullable Object> of(
      SequenceResult result, String user, boolean isolated) {
    List<Map<String, @Nullable Object>> results = new ArrayList<>();
    for (Step step : result.steps()) {
      results.add(
          Fields.of(
              "status", "okay",
              "sequence_position", results.size(),
              "stm_length", step.observed().stmLength(),
              "time", step.observed().time(),
              "unique_id", step.observed().uniqueId(),
              "auto_learned_pattern", name(step)));
    }
    LearnResult last = result.finalLearn();
    return Fields.of(
        "status",
        "completed",
        "processor_id",
        user,
        "observations_processed",
        result.steps().size(),
        "initial_stm_length",
        result.initialStmLength(),
        "final_stm_length",
        result.finalStmLength(),
        "results",
        results,
        "auto_learned_patterns",
        learned(result),
        "final_learned_pattern",
        last == null ? null : Views.name(last.name()),
        "isolated",
        isolated);
  }

  /** The names of all patterns learned on the way, in order, that at the end included. */
  public static List<String> learned(SequenceResult result) {
    List<String> names = new ArrayList<>();
    for (Step step : result.steps()) {
      addName(names, Views.name(step.observed().autoLearned()));
      addName(names, step.learned() == null ? null : Views.name(step.learned().name()));
    }
    LearnResult last = result.finalLearn();
    addName(names, last == null ? null : Views.name(last.name()));
    return names;
  }

  /** Of these the ones that were asked for, not learned automatically. */
  public static List<String> learnedOnRequest(SequenceResult result) {
    List<String> names = new ArrayList<>();
    for (Step step : result.steps()) {
      addName(names, step.learned() == null ? null : Views.name(step.learned().name()));
    }
    LearnResult last = result.finalLearn();
    addName(names, last == null ? null : Views.name(last.name()));
    return names;
  }

  private static void addName(List<String> names, @Nullable String name) {
    if (name != null) {
      names.add(name);
    }
  }

  private static @Nullable String name(Step step) {
    String automatic = Views.name(step.observed().autoLearned());
    if (automatic == null && step.learned() != null) {
      return Views.name(step.learned().name());
    }
    return automatic;
  }
}

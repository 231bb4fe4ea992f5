package dev.kato.server.view;

import static dev.kato.server.http.Schema.BOOL;
import static dev.kato.server.http.Schema.TEXT;
import static dev.kato.server.http.Schema.WHOLE;
import static dev.kato.server.http.Schema.list;
import static dev.kato.server.http.Schema.orNull;

import dev.kato.model.LearnResult;
import dev.kato.model.SequenceResult;
import dev.kato.model.SequenceResult.Step;
import dev.kato.server.http.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The answer to a sequence of observations as a JSON object. */
public final class SequenceView {

  private static final View<Position> RESULT =
      View.<Position>view()
          .with(TEXT, it -> "okay", "status")
          .with(WHOLE, Position::index, "sequence_position")
          .with(WHOLE, it -> it.step.observed().stmLength(), "stm_length")
          .with(WHOLE, it -> it.step.observed().time(), "time")
          .with(TEXT, it -> it.step.observed().uniqueId(), "unique_id")
          .with(orNull(TEXT), it -> name(it.step), "auto_learned_pattern");

  /** The answer. */
  public static final View<Sequence> VIEW =
      View.<Sequence>view()
          .with(TEXT, it -> "completed", "status")
          .with(TEXT, Sequence::user, "processor_id")
          .with(WHOLE, it -> it.result.steps().size(), "observations_processed")
          .with(WHOLE, it -> it.result.initialStmLength(), "initial_stm_length")
          .with(WHOLE, it -> it.result.finalStmLength(), "final_stm_length")
          .with(list(RESULT.shape()), it -> RESULT.all(it.positions()), "results")
          .with(list(TEXT), it -> learned(it.result), "auto_learned_patterns")
          .with(orNull(TEXT), it -> name(it.result.finalLearn()), "final_learned_pattern")
          .with(BOOL, Sequence::isolated, "isolated");

  /**
   * A sequence of observations that was taken in.
   *
   * @param isolated whether the short-term memory was cleared between observations
   */
  public record Sequence(SequenceResult result, String user, boolean isolated) {
    private List<Position> positions() {
      return IntStream.range(0, result.steps().size())
          .mapToObj(i -> new Position(i, result.steps().get(i)))
          .toList();
    }
  }

  private record Position(int index, Step step) {}

  private SequenceView() {}

  /** The names of all patterns learned on the way, in order, that at the end included. */
  private static List<String> learned(SequenceResult result) {
    return names(result, step -> Views.name(step.observed().autoLearned()));
  }

  /** Of these the ones that were asked for, not learned automatically. */
  public static List<String> learnedOnRequest(SequenceResult result) {
    return names(result, step -> null);
  }

  private static List<String> names(
      SequenceResult result, Function<Step, @Nullable String> automatic) {
    List<String> names = new ArrayList<>();
    for (Step step : result.steps()) {
      Optional.ofNullable(automatic.apply(step)).ifPresent(names::add);
      Optional.ofNullable(name(step.learned())).ifPresent(names::add);
    }
    Optional.ofNullable(name(result.finalLearn())).ifPresent(names::add);
    return names;
  }

  private static @Nullable String name(@Nullable LearnResult result) {
    return result == null ? null : Views.name(result.name());
  }

  private static @Nullable String name(Step step) {
    String automatic = Views.name(step.observed().autoLearned());
    return automatic == null ? name(step.learned()) : automatic;
  }
}

package dev.kato.server.view;

import static dev.kato.server.http.Schema.BOOL;
import static dev.kato.server.http.Schema.NUMBER;
import static dev.kato.server.http.Schema.TEXT;
import static dev.kato.server.http.Schema.WHOLE;
import static dev.kato.server.http.Schema.list;
import static dev.kato.server.http.Schema.orNull;
import static dev.kato.server.view.Shapes.EVENTS;

import dev.kato.model.Bound;
import dev.kato.model.Bound.Matches;
import dev.kato.model.Bound.MaxPredictions;
import dev.kato.model.Bound.MinSymbols;
import dev.kato.model.Bound.RecallThreshold;
import dev.kato.model.Event;
import dev.kato.model.Explanation;
import dev.kato.model.NearMiss;
import dev.kato.model.Prediction;
import dev.kato.server.http.View;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Why patterns are predicted or not, as JSON objects. */
public final class ExplanationViews {

  private static final View<Explanation.Characters> CHARACTERS =
      View.<Explanation.Characters>view()
          .with(WHOLE, Explanation.Characters::common, "common")
          .with(WHOLE, Explanation.Characters::pattern, "pattern")
          .with(WHOLE, Explanation.Characters::state, "state");

  /** All have the same fields; what a bound does not have is null. */
  private static final View<Bound> BOUND =
      View.<Bound>view()
          .with(TEXT, ExplanationViews::name, "bound")
          .with(BOOL, Bound::passed, "passed")
          .with(orNull(NUMBER), ExplanationViews::value, "value")
          .with(NUMBER, ExplanationViews::limit, "limit")
          .with(orNull(WHOLE), it -> of(it, RecallThreshold.class, b -> b.needed()), "needed")
          .with(orNull(WHOLE), it -> of(it, MaxPredictions.class, b -> b.members()), "members")
          .with(
              orNull(TEXT),
              it -> of(it, MaxPredictions.class, b -> b.by().wireName()),
              "ranked_by");

  /** Why one pattern is, or is not, predicted. */
  public static final View<Explanation> EXPLANATION =
      View.<Explanation>view()
          .with(TEXT, it -> it.name().hash(), "name")
          .with(TEXT, it -> it.name().prefixed(), "pattern_name")
          .with(BOOL, Explanation::predicted, "predicted")
          .with(NUMBER, Explanation::similarity, "similarity")
          .with(WHOLE, Explanation::matched, "matched")
          .with(WHOLE, Explanation::patternSymbols, "pattern_symbols")
          .with(WHOLE, Explanation::stateSymbols, "state_symbols")
          .with(orNull(CHARACTERS.shape()), it -> characters(it), "characters")
          .with(list(BOUND.shape()), it -> BOUND.all(it.bounds()), "bounds")
          .with(WHOLE, Explanation::frequency, "frequency")
          .with(EVENTS, it -> Views.events(it.sequence()), "sequence")
          .with(AlignmentView.SHAPE, it -> AlignmentView.of(it.alignment()), "alignment")
          .with(
              orNull(PredictionViews.FLAT_WITH_PLACES.shape()), it -> prediction(it), "prediction");

  /** A pattern that is not predicted, and what would change that. */
  public static final View<NearMiss> NEAR_MISS =
      View.<NearMiss>view()
          .with(TEXT, miss -> miss.name().hash(), "name")
          .with(TEXT, miss -> miss.name().prefixed(), "pattern_name")
          .with(NUMBER, NearMiss::similarity, "similarity")
          .with(WHOLE, NearMiss::matched, "matched")
          .with(WHOLE, miss -> Event.countSymbols(miss.sequence()), "pattern_symbols")
          .with(orNull(NUMBER), NearMiss::neededThreshold, "needed_threshold")
          .with(orNull(WHOLE), NearMiss::neededMaxPredictions, "needed_max_predictions")
          .with(EVENTS, miss -> Views.events(miss.sequence()), "sequence");

  private ExplanationViews() {}

  private static @Nullable Map<String, @Nullable Object> characters(Explanation explanation) {
    Explanation.Characters characters = explanation.characters();
    return characters == null ? null : CHARACTERS.of(characters);
  }

  private static @Nullable Map<String, @Nullable Object> prediction(Explanation explanation) {
    Prediction prediction = explanation.prediction();
    return prediction == null ? null : PredictionViews.FLAT_WITH_PLACES.of(prediction);
  }

  /** The key of the configuration that sets it, but for the one that follows from another. */
  private static String name(Bound bound) {
    if (bound instanceof MinSymbols) {
      return "min_symbols";
    }
    if (bound instanceof Matches) {
      return "matches";
    }
    return bound instanceof RecallThreshold ? "recall_threshold" : "max_predictions";
  }

  /** What is compared with the limit; null for the rank of what is not ranked. */
  private static @Nullable Number value(Bound bound) {
    if (bound instanceof MinSymbols min) {
      return min.symbols();
    }
    if (bound instanceof Matches matches) {
      return matches.matched();
    }
    if (bound instanceof RecallThreshold threshold) {
      return threshold.similarity();
    }
    return of(bound, MaxPredictions.class, max -> max.rank() == 0 ? null : max.rank());
  }

  private static @Nullable Number limit(Bound bound) {
    if (bound instanceof MinSymbols min) {
      return min.least();
    }
    if (bound instanceof Matches matches) {
      return matches.least();
    }
    if (bound instanceof RecallThreshold threshold) {
      return threshold.least();
    }
    return of(bound, MaxPredictions.class, MaxPredictions::most);
  }

  /** Something that only one kind of bounds has. */
  private static <B extends Bound, T> @Nullable T of(
      Bound bound, Class<B> kind, Function<B, @Nullable T> part) {
    return kind.isInstance(bound) ? part.apply(kind.cast(bound)) : null;
  }
}

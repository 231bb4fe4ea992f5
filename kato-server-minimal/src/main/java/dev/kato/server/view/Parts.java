package dev.kato.server.view;

import dev.kato.model.Prediction;
import dev.kato.model.Predictions;
import dev.kato.server.http.Fields;
import dev.kato.server.http.HttpFailure;
import dev.kato.server.http.Request;
import dev.kato.server.http.Schema.Field;
import dev.kato.server.http.View;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of an answer a client asks for: {@code predictions} or some of their fields, {@code
 * future_potentials}. Whatever is asked for, a prediction has its name, and counts are there.
 */
public final class Parts {

  private static final String PARAMETER = "fields";
  private static final String PREDICTIONS = "predictions";
  private static final String FUTURES = "future_potentials";
  private static final String NAME = "name";

  private final View<Prediction> view;
  private final Set<String> chosen;

  private Parts(View<Prediction> view, Set<String> chosen) {
    this.view = view;
    this.chosen = chosen;
  }

  /**
   * What the request asks for; everything if it does not say.
   *
   * @throws HttpFailure if it asks for what there is not
   */
  public static Parts of(Request request, View<Prediction> view) {
    Set<String> chosen = new LinkedHashSet<>();
    for (String part : request.query(PARAMETER).orElse("").split(",", -1)) {
      if (!part.isBlank()) {
        chosen.add(part.strip());
      }
    }
    Set<String> known = view.shape().fields().stream().map(Field::name).collect(Collectors.toSet());
    known.addAll(List.of(PREDICTIONS, FUTURES));
    if (!known.containsAll(chosen)) {
      throw HttpFailure.invalid(
          "Input should name fields of a prediction, predictions or future_potentials",
          "enum",
          "query",
          PARAMETER);
    }
    return new Parts(view, Set.copyOf(chosen));
  }

  /** The parts of an answer, by name, in the order in which they are written. */
  public Map<String, @Nullable Object> of(Predictions predictions) {
    Map<String, @Nullable Object> parts = Fields.of();
    boolean all = chosen.isEmpty();
    boolean some = chosen.stream().anyMatch(part -> !part.equals(FUTURES));
    if (all || some) {
      parts.put(PREDICTIONS, predictions(predictions));
    }
    if (all || chosen.contains(FUTURES)) {
      parts.put(FUTURES, Views.FUTURE.all(predictions.futurePotentials()));
    }
    parts.put("future_potentials_total", predictions.futurePotentialsTotal());
    parts.put("count", predictions.predictions().size());
    return parts;
  }

  private List<Map<String, @Nullable Object>> predictions(Predictions predictions) {
    View<Prediction> wanted =
        chosen.isEmpty() || chosen.contains(PREDICTIONS)
            ? view
            : view.only(name -> name.equals(NAME) || chosen.contains(name));
    return wanted.all(predictions.predictions());
  }
}

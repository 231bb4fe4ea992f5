package dev.kato.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kato.model.CodePoints;
import dev.kato.server.http.HttpFailure.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is wrong with a request; as much of it as helps. Not thread-safe. */
public final class Problems {

  private static final int MOST = 20;

  private final List<Problem> found = new ArrayList<>();

  void add(Place place, String message, String type) {
    List<Object> loc = place.toList();
    if (!full() && found.stream().noneMatch(problem -> problem.loc().equals(loc))) {
      found.add(new Problem(loc, message, type));
    }
  }

  boolean full() {
    return found.size() >= MOST;
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw HttpFailure.invalid(found);
    }
  }

  /** What holds for every value, known field or not: numbers finite, text well-formed. */
  void checkValues(JsonNode node, Place place) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        if (full()) {
          return;
        }
        checkField(entry.getKey(), entry.getValue(), place);
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size() && !full(); i++) {
        checkValues(node.get(i), place.inside(i));
      }
    } else if (node.isTextual() && !CodePoints.isWellFormed(node.textValue())) {
      add(place, "String should not hold a lone surrogate", "string_unicode");
    } else if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
      add(place, "Input should be a finite number", "finite_number");
    }
  }

  private void checkField(String name, JsonNode value, Place place) {
    if (CodePoints.isWellFormed(name)) {
      checkValues(value, place.inside(name));
    } else {
      add(place, "Names should not hold a lone surrogate", "string_unicode");
    }
  }
}

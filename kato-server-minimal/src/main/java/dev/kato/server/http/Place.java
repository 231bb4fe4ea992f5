package dev.kato.server.http;

import java.util.LinkedList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where in a request something is: made at every step into a body, so it must cost next to nothing.
 *
 * @param parent null at the top
 * @param step a name or an index
 */
record Place(@Nullable Place parent, Object step) {

  static final Place BODY = new Place(null, "body");

  Place inside(Object nextStep) {
    return new Place(this, nextStep);
  }

  List<Object> toList() {
    LinkedList<Object> steps = new LinkedList<>();
    for (Place place = this; place != null; place = place.parent) {
      steps.addFirst(place.step);
    }
    return List.copyOf(steps);
  }
}

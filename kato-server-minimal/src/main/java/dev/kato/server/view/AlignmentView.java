package dev.kato.server.view;

import static dev.kato.server.http.Schema.NUMBER;
import static dev.kato.server.http.Schema.WHOLE;
import static dev.kato.server.http.Schema.described;
import static dev.kato.server.http.Schema.list;

import dev.kato.model.Alignment;
import dev.kato.model.Alignment.Pair;
import dev.kato.model.Alignment.Place;
import dev.kato.server.http.Schema;
import dev.kato.server.http.View;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which symbol is matched with which, as a JSON object; a place is {@code [event, index]}. */
public final class AlignmentView {

  private static final Schema PLACE =
      described(
          list(WHOLE),
          "minItems",
          2,
          "maxItems",
          2,
          "description",
          "index of the event and of the symbol in it, from 0");

  private static final View<Pair> PAIR =
      View.<Pair>view()
          .with(PLACE, pair -> place(pair.inState()), "stm")
          .with(PLACE, pair -> place(pair.inPattern()), "pattern")
          .with(NUMBER, Pair::similarity, "similarity");

  private static final View<Alignment> VIEW =
      View.<Alignment>view()
          .with(list(PAIR.shape()), it -> PAIR.all(it.matched()), "matched")
          .with(list(PLACE), it -> places(it.missing()), "missing")
          .with(list(PLACE), it -> places(it.extra()), "extra");

  /** What it looks like. */
  public static final Schema SHAPE = VIEW.shape();

  private AlignmentView() {}

  /** As {@link #SHAPE}. */
  public static Map<String, @Nullable Object> of(Alignment alignment) {
    return VIEW.of(alignment);
  }

  private static int[] place(Place place) {
    return new int[] {place.event(), place.index()};
  }

  private static List<int[]> places(List<Place> places) {
    return places.stream().map(AlignmentView::place).toList();
  }
}

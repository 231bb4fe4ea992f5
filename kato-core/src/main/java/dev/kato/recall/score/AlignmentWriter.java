package dev.kato.recall.score;

import dev.kato.model.Alignment;
import dev.kato.model.Alignment.Pair;
import dev.kato.model.Alignment.Place;
import dev.kato.model.Event;
import dev.kato.recall.align.State;
import dev.kato.recall.index.PatternContent;
import java.util.List;
import java.util.stream.IntStream;

/** Tells of members which symbol is matched with which. For one question; not thread-safe. */
public final class AlignmentWriter {

  /** By event its first place: most events have no other, and most patterns no more events. */
  private static final Place[] FIRSTS =
      IntStream.range(0, 64).mapToObj(event -> new Place(event, 0)).toArray(Place[]::new);

  private final State state;

  /** By position in the state; all members share them. */
  private final Place[] places;

  /** For members of ensembles of this state. */
  public AlignmentWriter(State state) {
    this.state = state;
    places = new Place[state.length()];
    int next = 0;
    List<Event> events = state.events();
    for (int event = 0; event < events.size(); event++) {
      for (int index = 0; index < events.get(event).size(); index++) {
        places[next++] = place(event, index);
      }
    }
  }

  private static Place place(int event, int index) {
    return index == 0 && event < FIRSTS.length ? FIRSTS[event] : new Place(event, index);
  }

  /** Of one member. */
  public Alignment write(Member member) {
    int[] inPattern = member.alignment().inPattern();
    int[] inState = member.alignment().inState();
    Pair[] matched = new Pair[inPattern.length];
    Place[] missing = new Place[member.presentEnd() - member.presentStart() - inPattern.length];
    PatternContent content = member.content();
    int next = 0;
    for (int event = member.presentFrom(); event < member.presentTo(); event++) {
      int start = content.start(event);
      for (int position = start; position < content.ends()[event]; position++) {
        Place place = place(event, position - start);
        if (next < inPattern.length && inPattern[next] == position) {
          matched[next] = pair(member, inState[next], place);
          next++;
        } else {
          missing[position - member.presentStart() - next] = place;
        }
      }
    }
    return new Alignment(List.of(matched), List.of(missing), extra(inState));
  }

  private Pair pair(Member member, int position, Place inPattern) {
    boolean literal = member.reading()[position] == state.ids()[position];
    return new Pair(places[position], inPattern, literal ? 1 : member.likeness(position));
  }

  private List<Place> extra(int[] inState) {
    Place[] extra = new Place[places.length - inState.length];
    int next = 0;
    for (int position = 0; position < places.length; position++) {
      if (next < inState.length && inState[next] == position) {
        next++;
      } else {
        extra[position - next] = places[position];
      }
    }
    return List.of(extra);
  }
}

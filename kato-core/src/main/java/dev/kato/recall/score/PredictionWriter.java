package dev.kato.recall.score;

import dev.kato.model.Anomaly;
import dev.kato.model.Event;
import dev.kato.model.Metrics;
import dev.kato.model.Prediction;
import dev.kato.recall.align.State;
import dev.kato.recall.align.StateSymbols;
import dev.kato.recall.index.PatternContent;
import dev.kato.recall.symbols.SymbolTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns members into what the user sees. For one question; not thread-safe. */
public final class PredictionWriter {

  private static final Event NOTHING = new Event(List.of());

  private final State state;
  private final SymbolTable table;
  private final StateSymbols stateSymbols;
  private final AlignmentWriter alignments;

  /** By position in the state: the first position with the same symbol; -1 for unknown symbols. */
  private final int[] firsts;

  /** By first position: whether the symbol there is among the matches of the member. */
  private final boolean[] matched;

  /** By first position: whether the symbol there is in the present of the member. */
  private final boolean[] present;

  public PredictionWriter(State state, SymbolTable table, StateSymbols stateSymbols) {
    this.state = state;
    this.table = table;
    this.stateSymbols = stateSymbols;
    this.alignments = new AlignmentWriter(state);
    firsts = new int[state.length()];
    for (int i = 0; i < firsts.length; i++) {
      firsts[i] = state.ids()[i] < 0 ? -1 : stateSymbols.position(state.ids()[i]);
    }
    matched = new boolean[firsts.length];
    present = new boolean[firsts.length];
  }

  public Prediction write(Member member, Metrics metrics) {
    PatternContent content = member.content();
    mark(member);
    List<Event> presentEvents = content.events(table, member.presentFrom(), member.presentTo());
    return new Prediction(
        content.name(),
        content.frequency(),
        content.feelings().emotives(),
        matches(member),
        content.events(table, 0, member.presentFrom()),
        presentEvents,
        content.events(table, member.presentTo(), content.ends().length),
        missing(content, member.presentFrom(), presentEvents),
        extras(),
        unmatched(member),
        anomalies(member),
        alignments.write(member),
        metrics);
  }

  private void mark(Member member) {
    Arrays.fill(matched, false);
    Arrays.fill(present, false);
    for (int position : member.alignment().inState()) {
      if (firsts[position] >= 0) {
        matched[firsts[position]] = true;
      }
    }
    int[] symbols = member.content().symbols();
    for (int i = member.presentStart(); i < member.presentEnd(); i++) {
      int position = stateSymbols.position(symbols[i]);
      if (position >= 0) {
        present[position] = true;
      }
    }
  }

  private List<String> matches(Member member) {
    int[] inState = member.alignment().inState();
    String[] texts = new String[inState.length];
    for (int i = 0; i < inState.length; i++) {
      texts[i] = state.texts().get(inState[i]);
    }
    return List.of(texts);
  }

  private List<String> unmatched(Member member) {
    int[] inState = member.alignment().inState();
    String[] texts = new String[state.length() - inState.length];
    int next = 0;
    for (int i = 0; i < state.length(); i++) {
      if (next < inState.length && inState[next] == i) {
        next++;
      } else {
        texts[i - next] = state.texts().get(i);
      }
    }
    return List.of(texts);
  }

  /** Of each event of the present the symbols that are not among the matches. */
  private List<Event> missing(PatternContent content, int presentFrom, List<Event> events) {
    Event[] missing = new Event[events.size()];
    for (int i = 0; i < missing.length; i++) {
      int start = content.start(presentFrom + i);
      missing[i] =
          rest(
              events.get(i),
              index -> {
                int position = stateSymbols.position(content.symbols()[start + index]);
                return position < 0 || !matched[position];
              });
    }
    return List.of(missing);
  }

  /** Of each event of the short-term memory the symbols that the present lacks. */
  private List<Event> extras() {
    Event[] extras = new Event[state.events().size()];
    int at = 0;
    for (int i = 0; i < extras.length; i++) {
      int start = at;
      Event event = state.events().get(i);
      extras[i] =
          rest(event, index -> firsts[start + index] < 0 || !present[firsts[start + index]]);
      at += event.size();
    }
    return List.of(extras);
  }

  private interface Condition {
    boolean holds(int index);
  }

  /** The event with only those of its symbols for which the condition holds. */
  private static Event rest(Event event, Condition condition) {
    if (event.size() == 1) {
      return condition.holds(0) ? event : NOTHING;
    }
    List<String> rest = new ArrayList<>(event.size());
    for (int i = 0; i < event.size(); i++) {
      if (condition.holds(i)) {
        rest.add(event.symbols().get(i));
      }
    }
    return rest.isEmpty() ? NOTHING : new Event(rest);
  }

  private List<Anomaly> anomalies(Member member) {
    if (member.reading() == state.ids()) {
      return List.of();
    }
    List<Anomaly> anomalies = new ArrayList<>();
    for (int position : member.alignment().inState()) {
      int read = member.reading()[position];
      if (read != state.ids()[position]) {
        anomalies.add(
            new Anomaly(
                state.texts().get(position), table.symbol(read), member.likeness(position)));
      }
    }
    return anomalies;
  }
}

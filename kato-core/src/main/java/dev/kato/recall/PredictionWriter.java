package dev.kato.recall;

import dev.kato.model.Anomaly;
import dev.kato.model.Event;
import dev.kato.model.Metrics;
import dev.kato.model.Prediction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Turns members into what the user sees. For one question. */
final class PredictionWriter {

  private final State state;
  private final SymbolTable table;

  PredictionWriter(State state, SymbolTable table) {
    this.state = state;
    this.table = table;
  }

  Prediction write(Member member, Metrics metrics) {
    PatternContent content = member.content();
    List<Event> present = content.events(table, member.presentFrom(), member.presentTo());
    List<String> matches = new ArrayList<>();
    List<String> unmatched = new ArrayList<>();
    split(member, matches, unmatched);
    Set<String> matched = new HashSet<>(matches);
    Set<String> presentSymbols = new HashSet<>(Event.flatten(present));
    return new Prediction(
        content.name(),
        content.frequency(),
        content.feelings().emotives(),
        matches,
        content.events(table, 0, member.presentFrom()),
        present,
        content.events(table, member.presentTo(), content.ends().length),
        without(present, matched::contains),
        without(state.events(), presentSymbols::contains),
        unmatched,
        anomalies(member),
        metrics);
  }

  private void split(Member member, List<String> matches, List<String> unmatched) {
    int[] inState = member.alignment().inState();
    int next = 0;
    for (int i = 0; i < state.length(); i++) {
      if (next < inState.length && inState[next] == i) {
        matches.add(state.texts().get(i));
        next++;
      } else {
        unmatched.add(state.texts().get(i));
      }
    }
  }

  private List<Anomaly> anomalies(Member member) {
    if (member.reading() == state.ids()) {
      return List.of();
    }
    List<Anomaly> anomalies = new ArrayList<>();
    for (int position : member.alignment().inState()) {
      int read = member.reading()[position];
      if (read != state.ids()[position]) {
        String observed = state.texts().get(position);
        String expected = table.symbol(read);
        anomalies.add(
            new Anomaly(observed, expected, new TextSimilarity(observed).similarity(expected)));
      }
    }
    return anomalies;
  }

  private static List<Event> without(List<Event> events, Predicate<String> left) {
    return events.stream()
        .map(event -> new Event(event.symbols().stream().filter(left.negate()).toList()))
        .toList();
  }
}

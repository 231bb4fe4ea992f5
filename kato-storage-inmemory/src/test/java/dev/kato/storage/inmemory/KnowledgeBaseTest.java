package dev.kato.storage.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.spi.PatternChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnowledgeBaseTest {

  private final KnowledgeBase patterns = new KnowledgeBase();

  @Test
  void tombstonesThatOutnumberThePatternsAreDroppedAndReadersBeginAnew() {
    for (int i = 0; i < 1030; i++) {
      patterns.restore(pattern(i));
    }
    Position behind = patterns.changes(Position.START, change -> {});

    for (int i = 0; i < 1024; i++) {
      patterns.delete(pattern(i).name());
    }
    assertThat(changesSince(behind)).hasSize(1024).doesNotContain(new PatternChange.Reset());

    patterns.delete(pattern(1024).name());

    assertThat(changesSince(behind))
        .hasSize(1 + 5)
        .startsWith(new PatternChange.Reset())
        .contains(new PatternChange.Put(pattern(1029)));
  }

  @Test
  void aPatternHasOneSlotHoweverOftenItChanges() {
    for (int i = 0; i < 100; i++) {
      patterns.restore(pattern(7));
      patterns.delete(pattern(7).name());
    }
    assertThat(changesSince(Position.START))
        .containsExactly(new PatternChange.Deleted(pattern(7).name()));
  }

  @Test
  void patternsShareTheStringsOfTheirSymbols() {
    patterns.restore(pattern(1));
    patterns.restore(pattern(2));
    assertThat(firstSymbol(1)).isSameAs(firstSymbol(2));
  }

  private String firstSymbol(int i) {
    Pattern pattern = patterns.find(pattern(i).name()).orElseThrow();
    return pattern.events().get(0).symbols().get(0);
  }

  private List<PatternChange> changesSince(Position position) {
    List<PatternChange> changes = new ArrayList<>();
    patterns.changes(position, changes::add);
    return changes;
  }

  private static Pattern pattern(int i) {
    List<Event> events = List.of(Event.of(new String("a"), Integer.toString(i)));
    return new Pattern(PatternName.of(events), events, 1, List.of(), Map.of(), Map.of());
  }
}

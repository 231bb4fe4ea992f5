package dev.kato.storage.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UserPatternsTest {

  private final UserPatterns patterns = new UserPatterns(new AtomicLong()::incrementAndGet);

  @Test
  void tombstonesThatOutnumberThePatternsAreDroppedAndReadersBeginAnew() {
    for (int i = 0; i < 1030; i++) {
      patterns.restore(pattern(i));
    }
    long behind = patterns.changesSince(0).revision();

    for (int i = 0; i < 1024; i++) {
      patterns.delete(pattern(i).name());
    }
    UserPatterns.Changes deletions = patterns.changesSince(behind);
    assertThat(deletions.anew()).isFalse();
    assertThat(deletions.entries()).hasSize(1024).allMatch(PatternEntry::isTombstone);

    patterns.delete(pattern(1024).name());

    UserPatterns.Changes all = patterns.changesSince(behind);
    assertThat(all.anew()).isTrue();
    assertThat(all.entries()).extracting(PatternEntry::state).hasSize(5).contains(pattern(1029));
  }

  @Test
  void aPatternHasOneSlotHoweverOftenItChanges() {
    patterns.restore(pattern(1));
    long before = patterns.changesSince(0).revision();
    for (int i = 0; i < 100; i++) {
      patterns.restore(pattern(7));
      patterns.delete(pattern(7).name());
    }
    assertThat(patterns.changesSince(before).entries())
        .singleElement()
        .matches(entry -> entry.isTombstone() && entry.name.equals(pattern(7).name()));
  }

  @Test
  void whoKnowsNothingHearsOfNoDeletions() {
    patterns.restore(pattern(1));
    patterns.restore(pattern(2));
    patterns.delete(pattern(1).name());
    assertThat(patterns.changesSince(0).entries())
        .extracting(PatternEntry::state)
        .containsExactly(pattern(2));
  }

  @Test
  void patternsShareTheStringsOfTheirSymbols() {
    patterns.restore(pattern(1));
    patterns.restore(pattern(2));
    assertThat(firstSymbol(1)).isSameAs(firstSymbol(2));
  }

  @Test
  void onlyWhatIsEmptyRetiresAndThenItTakesNothingAnyMore() {
    patterns.restore(pattern(1));
    assertThat(patterns.retire()).isFalse();
    patterns.delete(pattern(1).name());
    assertThat(patterns.retire()).isTrue();
    assertThat(patterns.restore(pattern(2))).isFalse();
    assertThat(patterns.count()).isZero();
    assertThat(patterns.retire()).isTrue();
  }

  private String firstSymbol(int i) {
    Pattern pattern = patterns.find(pattern(i).name()).orElseThrow();
    return pattern.events().get(0).symbols().get(0);
  }

  private static Pattern pattern(int i) {
    List<Event> events = List.of(Event.of(new String("a"), Integer.toString(i)));
    return new Pattern(PatternName.of(events), events, 1, List.of(), Map.of(), Map.of());
  }
}

package dev.kato.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.config.SessionConfig;
import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A recall that other threads should help with goes on without them. */
class HelpersThatDoNotComeTest {

  private static Error noThread() {
    return new InternalError("unable to create native thread");
  }

  private static Pattern pattern(int number) {
    List<Event> events = List.of(Event.of("a" + number % 7), Event.of("b" + number));
    return new Pattern(PatternName.of(events), events, 1, List.of(), Map.of(), Map.of());
  }

  @Test
  void aRecallForWhichNoThreadCanBeStartedFindsTheSame() {
    List<Event> stm = List.of(Event.of("a3"), Event.of("b3"));
    KnowledgeIndex expected = new KnowledgeIndex();
    KnowledgeIndex alone = new KnowledgeIndex(new RecallResources(task -> fail(), 4, 1), 8);
    KnowledgeIndex helped = new KnowledgeIndex(new RecallResources(this::runAndFail, 4, 1), 8);
    for (int number = 0; number < 100; number++) {
      expected.put(pattern(number));
      alone.put(pattern(number));
      helped.put(pattern(number));
    }

    SessionConfig config = SessionConfig.DEFAULTS;
    assertThat(alone.recall(stm, config)).isEqualTo(expected.recall(stm, config));
    assertThat(helped.recall(stm, config)).isEqualTo(expected.recall(stm, config));
  }

  private static void fail() {
    throw noThread();
  }

  private void runAndFail(Runnable task) {
    task.run();
    throw noThread();
  }
}

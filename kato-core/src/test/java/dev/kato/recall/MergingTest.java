package dev.kato.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Merges that begin and end when the test says so; each pattern fills a tail. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MergingTest {

  /** Beyond so many parts the writer waits for merges. */
  private static final int PARTS = 64;

  private final Queue<Runnable> merges = new ArrayDeque<>();
  private final KnowledgeIndex index = new KnowledgeIndex(new RecallResources(merges::add, 1), 1);

  @Test
  void whatChangesDuringAMergeIsInItsResult() {
    index.put(pattern(0, 1));
    index.put(pattern(1, 1));
    index.put(pattern(0, 5));
    index.remove(pattern(1, 1).name());

    mergeAll();

    assertThat(index.statistics().totalPatternFrequencies()).isEqualTo(5);
    assertThat(index.statistics().uniquePatterns()).isEqualTo(1);
  }

  @Test
  void aMergeThatPutsAPatternBackNeverWaitsForMerges() {
    for (int number = 0; number < PARTS; number++) {
      index.put(pattern(number, 1));
    }
    index.remove(pattern(1, 1).name());
    // The second merge begins, without the pattern, which then comes back.
    merges.remove().run();
    index.put(pattern(1, 7));

    mergeAll();

    assertThat(index.statistics().uniquePatterns()).isEqualTo(PARTS);
    assertThat(index.statistics().totalPatternFrequencies()).isEqualTo(PARTS - 1 + 7);
  }

  @Test
  void whatComesBeforeTheFirstQuestionIsIndexedOnce() {
    index.expectMany();
    for (int number = 0; number < 1000; number++) {
      index.put(pattern(number, 1));
    }
    index.put(pattern(7, 3));
    index.remove(pattern(8, 1).name());
    assertThat(merges).isEmpty();

    index.settle();

    assertThat(merges).hasSize(1);
    assertThat(index.statistics().uniquePatterns()).isEqualTo(999);
    assertThat(index.statistics().totalPatternFrequencies()).isEqualTo(1001);
    mergeAll();
    index.put(pattern(1000, 1));
    assertThat(merges).as("as before").hasSize(1);
  }

  private void mergeAll() {
    while (!merges.isEmpty()) {
      merges.remove().run();
    }
  }

  private static Pattern pattern(int number, long frequency) {
    List<Event> events = List.of(Event.of("a" + number), Event.of("b" + number % 7));
    return new Pattern(PatternName.of(events), events, frequency, List.of(), Map.of(), Map.of());
  }
}

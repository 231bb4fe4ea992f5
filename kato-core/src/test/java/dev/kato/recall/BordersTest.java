package dev.kato.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.config.ConfigKey;
import dev.kato.config.SessionConfig;
import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.recall.align.State;
import dev.kato.recall.base.Budget;
import dev.kato.recall.index.Posting;
import dev.kato.recall.symbols.SymbolTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

/** What lies on the very border of a part, of a packed number, or of a moment. */
class BordersTest {

  @Test
  void theLastPositionOfTheLastPatternOfAFullPartIsFound() {
    try (KnowledgeIndex index = new KnowledgeIndex(new RecallResources(), Posting.MOST_PATTERNS)) {
      for (int i = 1; i < Posting.MOST_PATTERNS; i++) {
        index.put(pattern(List.of(Event.of("a" + i), Event.of("b" + i % 50))));
      }
      List<Event> longest = new ArrayList<>();
      for (int i = 1; i < Posting.LONGEST; i++) {
        longest.add(Event.of("b" + i % 50));
      }
      longest.add(Event.of("end"));
      index.put(pattern(longest));
      SessionConfig config =
          SessionConfig.DEFAULTS
              .with(ConfigKey.RECALL_THRESHOLD, 0.0001)
              .with(ConfigKey.MIN_SYMBOLS, 1);

      assertThat(index.recall(List.of(Event.of("end")), config).predictions()).hasSize(1);
    }
  }

  private static Pattern pattern(List<Event> events) {
    return new Pattern(PatternName.of(events), events, 1, List.of(), Map.of(), Map.of());
  }

  /** Each round interns a symbol while a state that has it many times is read. */
  @Test
  void aStateReadsEqualSymbolsAlikeWhileTheyAreLearned() {
    SymbolTable table = new SymbolTable();
    for (int round = 0; round < 5_000; round++) {
      String symbol = "x" + round;
      List<Event> stm = Collections.nCopies(200, Event.of(symbol));
      CyclicBarrier start = new CyclicBarrier(2);
      CompletableFuture<Void> learner =
          CompletableFuture.runAsync(
              () -> {
                await(start);
                table.intern(symbol);
              });
      await(start);
      State state = State.of(stm, table, Budget.unlimited());
      learner.join();

      assertThat(Arrays.stream(state.ids()).distinct().count()).isEqualTo(1);
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }
}

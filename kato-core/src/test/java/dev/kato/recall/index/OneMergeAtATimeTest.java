package dev.kato.recall.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.recall.symbols.SymbolTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The writer begins no merge while the thread that has ended one begins the next. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OneMergeAtATimeTest {

  private volatile @Nullable Thread writer;
  private final Queue<Runnable> merges = new ArrayDeque<>();
  private final CountDownLatch choosing = new CountDownLatch(1);
  private final List<Part> chosen = new ArrayList<>();
  private final SymbolTable table = new SymbolTable();
  private final Parts parts = new Parts(table, merges::add, 1, new SlowSecondChoice());

  /** Makes its second choice when the writer has come to wait for the lock. */
  private final class SlowSecondChoice extends MergePolicy {
    private int choices;

    SlowSecondChoice() {
      super(1);
    }

    @Override
    List<Part> next(List<Part> sealed) {
      if (++choices == 2) {
        choosing.countDown();
        Thread waiting = Objects.requireNonNull(writer);
        Awaitility.await().until(() -> waiting.getState() == Thread.State.WAITING);
      }
      List<Part> next = super.next(sealed);
      chosen.addAll(next);
      return next;
    }
  }

  @Test
  void noPartIsMergedTwice() throws InterruptedException {
    writer = Thread.currentThread();
    append(0);
    parts.mergeLater();
    append(1);
    parts.mergeLater();
    Thread merging = new Thread(merges.remove());
    merging.start();
    choosing.await();

    parts.mergeLater();
    merging.join();

    assertThat(chosen).hasSize(2).doesNotHaveDuplicates();
  }

  private void append(int number) {
    List<Event> events = List.of(Event.of("a", "b" + number));
    Pattern pattern = new Pattern(PatternName.of(events), events, 1, List.of(), Map.of(), Map.of());
    int[] ids = {table.intern("a"), table.intern("b" + number)};
    parts.exclusively(() -> parts.append(pattern, ids, null));
  }
}

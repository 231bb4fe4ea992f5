package dev.kato.recall.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.recall.symbols.SymbolTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that do not come, merges that fail, interrupts: learning goes on, and merging too. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FailingThreadsTest {

  /** Beyond so many parts the writer sees to it that they are merged. */
  private static final int PARTS = 64;

  private static final int MANY = 500;

  private final SymbolTable table = new SymbolTable();
  private final List<Pattern> learned = new ArrayList<>();

  private static Error noThread() {
    return new InternalError("unable to create native thread");
  }

  private static Executor failingOnce(Executor then) {
    AtomicBoolean failed = new AtomicBoolean();
    return task -> {
      if (failed.compareAndSet(false, true)) {
        throw noThread();
      }
      then.execute(task);
    };
  }

  private static Pattern pattern(List<Event> events) {
    return new Pattern(PatternName.of(events), events, 1, List.of(), Map.of(), Map.of());
  }

  private static Pattern pattern(int number) {
    return pattern(List.of(Event.of("a" + number % 7), Event.of("b" + number)));
  }

  private void learn(Parts parts, Pattern pattern, int... ids) {
    parts.exclusively(() -> parts.append(pattern, ids, null));
    parts.mergeLater();
    learned.add(pattern);
  }

  /** Each fills a tail. */
  private Parts learnMany(Executor executor) {
    Parts parts = new Parts(table, executor, 1);
    for (int number = 0; number < MANY; number++) {
      Pattern pattern = pattern(number);
      learn(
          parts,
          pattern,
          table.intern("a" + number % 7),
          table.intern(pattern.events().get(1).symbols().get(0)));
    }
    return parts;
  }

  private void assertAllThereOnce(Parts parts) {
    List<PatternName> there = new ArrayList<>();
    for (PartView part : parts.exclusively(parts::freeze)) {
      for (int pattern = 0; pattern < part.block().count(); pattern++) {
        there.add(part.block().name(pattern));
      }
    }
    assertThat(there)
        .containsExactlyInAnyOrderElementsOf(learned.stream().map(Pattern::name).toList());
  }

  private static int size(Parts parts) {
    return parts.exclusively(parts::freeze).size();
  }

  @Test
  void oneThreadThatCannotBeStartedIsNotMissed() {
    Parts parts = learnMany(failingOnce(Runnable::run));

    assertThat(size(parts)).isLessThan(PARTS);
    assertAllThereOnce(parts);
  }

  @Test
  void withoutAnyThreadTheWriterMerges() {
    Parts parts =
        learnMany(
            task -> {
              throw noThread();
            });

    assertThat(size(parts)).isLessThan(PARTS);
    assertAllThereOnce(parts);
  }

  @Test
  void whatIsBegunAlthoughNoThreadCouldBeStartedIsDoneOnce() {
    Queue<Runnable> queued = new ArrayDeque<>();
    Parts parts =
        learnMany(
            task -> {
              queued.add(task);
              throw noThread();
            });
    queued.forEach(Runnable::run);

    assertAllThereOnce(parts);
  }

  @Test
  void whatNoThreadBeginsTheWriterDoesWhenThereAreTooManyParts() {
    Queue<Runnable> queued = new ArrayDeque<>();
    Parts parts = learnMany(queued::add);
    assertThat(size(parts)).isLessThanOrEqualTo(PARTS);
    assertAllThereOnce(parts);

    while (!queued.isEmpty()) {
      queued.remove().run();
    }

    assertThat(size(parts)).isLessThan(PARTS / 2);
    assertAllThereOnce(parts);
  }

  @Test
  void anInterruptedWriterGoesOnAndLetsNoPartsPileUp() {
    Thread.currentThread().interrupt();

    Parts parts = learnMany(new ArrayDeque<Runnable>()::add);

    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    assertThat(size(parts)).isLessThanOrEqualTo(PARTS);
    assertAllThereOnce(parts);
  }

  @Test
  void anInterruptedWriterWaitsForTheMergeThatOthersHaveBegun() {
    Thread.currentThread().interrupt();

    Parts parts = learnMany(ForkJoinPool.commonPool());

    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    assertThat(size(parts)).isLessThanOrEqualTo(PARTS + 1);
    assertAllThereOnce(parts);
  }

  /** Merging needs to know how many symbols there are, and these are in no table yet. */
  @Test
  void aMergeThatFailsDisturbsNobodyAndIsTriedAgain() {
    Parts parts = new Parts(table, Runnable::run, 2);
    int[] ids = new int[Posting.LONGEST];
    for (int i = 0; i < 4; i++) {
      learn(parts, longPattern(i), ids);
    }
    assertThat(size(parts)).isEqualTo(2);
    assertThat(parts.exclusively(parts::freeze)).allMatch(part -> part.block().postings() == null);
    assertAllThereOnce(parts);

    table.intern("a");
    learn(parts, longPattern(4), ids);
    learn(parts, longPattern(5), ids);

    assertThat(parts.exclusively(parts::freeze)).noneMatch(part -> part.block().postings() == null);
    assertAllThereOnce(parts);
  }

  private static Pattern longPattern(int number) {
    List<Event> events = new ArrayList<>(Collections.nCopies(Posting.LONGEST - 1, Event.of("a")));
    events.add(Event.of("n" + number));
    return pattern(events);
  }
}

package dev.kato.testkit;

import static dev.kato.testkit.PatternSamples.NOW;
import static dev.kato.testkit.PatternSamples.all;
import static dev.kato.testkit.PatternSamples.learning;
import static dev.kato.testkit.PatternSamples.name;
import static dev.kato.testkit.PatternSamples.newUser;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.UserId;
import dev.kato.spi.PatternChange;
import dev.kato.spi.PatternStore;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link PatternStore#changes} promises while others write. */
abstract class PatternChangesConcurrencyCases extends PatternChangesCases {

  @Test
  void everyAcknowledgedLearningIsPassedToWhoAsksAfterwards() {
    PatternStore store = store();
    PatternStore other = anotherOrSame();
    UserId user = newUser();
    int patterns = 5;
    int writers = 6;
    AtomicIntegerArray acknowledged = new AtomicIntegerArray(patterns);
    AtomicInteger writing = new AtomicInteger(writers);
    Concurrently.run(
        writers + 2,
        thread -> {
          if (thread < writers) {
            try {
              for (int i = 0; i < 40; i++) {
                int pattern = (thread + i) % patterns;
                store.learn(user, learning(pattern), NOW);
                acknowledged.incrementAndGet(pattern);
              }
            } finally {
              writing.decrementAndGet();
            }
          } else {
            follow(other, user, acknowledged, writing);
          }
        });
  }

  /** Reads on while there are writers; checks that nothing acknowledged is missing or goes back. */
  private static void follow(
      PatternStore store, UserId user, AtomicIntegerArray acknowledged, AtomicInteger writing) {
    PatternMirror mirror = new PatternMirror(store, user);
    long[] seen = new long[acknowledged.length()];
    boolean last;
    do {
      last = writing.get() == 0;
      int[] atLeast = new int[acknowledged.length()];
      for (int i = 0; i < atLeast.length; i++) {
        atLeast[i] = acknowledged.get(i);
      }
      for (PatternChange change : mirror.update()) {
        assertThat(change).isInstanceOf(PatternChange.Put.class);
      }
      for (int i = 0; i < atLeast.length; i++) {
        long frequency = mirror.frequency(name(i));
        assertThat(frequency).isGreaterThanOrEqualTo(Math.max(atLeast[i], seen[i]));
        seen[i] = frequency;
      }
    } while (!last);
    assertThat(mirror.patterns()).isEqualTo(all(store, user));
  }

  @Test
  void afterLearningDeletingAndClearingAtOnceTheReaderHoldsWhatTheStoreHolds() {
    PatternStore store = store();
    PatternStore other = anotherOrSame();
    long seed = System.nanoTime();
    UserId user = newUser();
    int writers = 6;
    AtomicInteger writing = new AtomicInteger(writers);
    Concurrently.run(
        writers + 2,
        thread -> {
          if (thread < writers) {
            try {
              write(store, user, new Random(seed + thread));
            } finally {
              writing.decrementAndGet();
            }
          } else {
            mirrorUntilDone(other, user, writing, seed);
          }
        });
  }

  private static void write(PatternStore store, UserId user, Random random) {
    for (int i = 0; i < 60; i++) {
      int pattern = random.nextInt(8);
      int kind = random.nextInt(30);
      if (kind == 0) {
        store.clear(user);
      } else if (kind < 10) {
        store.delete(user, name(pattern));
      } else if (kind < 12) {
        store.restore(user, PatternSamples.pattern(pattern, 1 + random.nextInt(9)));
      } else if (kind < 14) {
        long frequency = 1 + random.nextInt(9);
        store.restoreAll(
            user,
            IntStream.range(0, 1 + pattern)
                .mapToObj(each -> PatternSamples.pattern(each, frequency))
                .toList());
      } else {
        store.learn(user, learning(pattern), NOW);
      }
    }
  }

  private static void mirrorUntilDone(
      PatternStore store, UserId user, AtomicInteger writing, long seed) {
    PatternMirror mirror = new PatternMirror(store, user);
    boolean last;
    do {
      last = writing.get() == 0;
      mirror.update();
    } while (!last);
    assertThat(mirror.patterns()).as("seed %s", seed).isEqualTo(all(store, user));
  }
}

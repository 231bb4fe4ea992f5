package dev.kato.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kato.model.StorageUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.IntFunction;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts have in common: the store of one test, and threads that race. */
abstract class StoreContract<S extends AutoCloseable> {

  static final int THREADS = 16;

  /** Names of users, sessions and symbols that a careless store takes for each other. */
  static final List<String> TRAPS =
      List.of(
          "a-b",
          "a.b",
          "a_b",
          "A-b",
          "a b",
          "a$b",
          "$where",
          "a/b",
          "../a",
          "{a}",
          "{b}",
          "a:b",
          "*",
          "a*",
          "?",
          "[a]",
          "a\u0000b",
          "a\u0000",
          "\u0000",
          "a\nb",
          "\"",
          "\\",
          "'; --",
          "\u00e9",
          "e\u0301",
          "\uff5e",
          "\ud83d\ude00",
          "\ud83d\ude01",
          "1",
          "1:a",
          "2:a",
          "null",
          "x".repeat(255),
          "x".repeat(256),
          "x".repeat(255) + "y",
          "\ud83d\ude00".repeat(256),
          "$long",
          "%s",
          " ");

  private final List<AutoCloseable> opened = new ArrayList<>();
  private StoreSpec<S> current;
  private S store;

  /** A spec for one test: each has new, empty data behind it. */
  protected abstract StoreSpec<S> spec();

  @BeforeEach
  final void openStore() {
    current = spec();
    store = open();
  }

  @AfterEach
  final void closeStores() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  final S store() {
    return store;
  }

  /** A second instance on the same data; skips the test where there can be none. */
  final S another() {
    assumeTrue(current.shared(), "the store keeps its data to itself");
    return open();
  }

  /** A second instance on the same data, or the first where there can be none. */
  final S anotherOrSame() {
    return current.shared() ? open() : store;
  }

  /** A store with data of its own. */
  final S unrelated() {
    return open(spec());
  }

  private S open() {
    return open(current);
  }

  private S open(StoreSpec<S> spec) {
    S instance = spec.open();
    opened.add(instance);
    return instance;
  }

  /** Runs a task in many threads at once and returns what each answered. */
  static <T> List<T> race(IntFunction<T> task) {
    Map<Integer, T> answers = new ConcurrentSkipListMap<>();
    Concurrently.run(THREADS, thread -> answers.put(thread, task.apply(thread)));
    return List.copyOf(answers.values());
  }

  /** After close, each of these calls says so, and closing again does nothing. */
  final void assertClosedFor(ThrowingCallable... calls) throws Exception {
    store.close();
    store.close();
    for (ThrowingCallable call : calls) {
      assertThatIllegalStateException().isThrownBy(call);
    }
  }

  /** An interrupted thread gets an answer or the error the SPI names, and stays interrupted. */
  static void assertKeepsInterrupt(Runnable call) {
    Thread.currentThread().interrupt();
    try {
      call.run();
    } catch (StorageUnavailableException e) {
      assertThat(e).hasMessageContaining("unavailable");
    } finally {
      assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
    }
  }
}

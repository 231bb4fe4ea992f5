package dev.kato.benchmarks;

import dev.kato.config.SessionConfig;
import dev.kato.model.Event;
import dev.kato.model.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Latency of putting one new pattern, alone and while others recall; merging in the background.
 * Beside readers that never pause the learner does, for a moment, before each pattern: without that
 * three threads would compete for two cores, and what was measured would be the scheduler.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx8g")
@Warmup(iterations = 1, time = 3)
@Measurement(iterations = 1, time = 3)
public class LearnBenchmark {

  private static final int PREPARED = 1 << 17;
  private static final long PAUSE_NANOS = 100_000;

  /** Number of patterns at the start. */
  @Param("1000000")
  public int patterns;

  /** Threads that recall without a pause. */
  @Param({"0", "2"})
  public int readers;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Pattern> prepared = new ArrayList<>();
  private Loaded loaded;
  private int next;

  /** Loads the knowledge base and starts the readers. */
  @Setup
  public void load() {
    loaded = new Loaded(DataSet.Vocabulary.ZIPF, patterns, threads, 1, false);
    for (int i = 0; i < PREPARED; i++) {
      prepared.add(loaded.data.pattern());
    }
    for (int reader = 0; reader < readers; reader++) {
      int first = reader;
      threads.execute(
          () -> {
            for (int i = first; !threads.isShutdown(); i++) {
              List<Event> stm = loaded.questions.get(i % loaded.questions.size());
              loaded.index.recall(stm, SessionConfig.DEFAULTS);
            }
          });
    }
  }

  /** Lets the readers have both cores for a moment. */
  @Setup(Level.Invocation)
  public void pause() {
    if (readers > 0) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** Ends the readers. */
  @TearDown
  public void stop() {
    threads.shutdown();
  }

  /** A pattern that is new, until all that are prepared have been put; then it is learned again. */
  @Benchmark
  public void learn() {
    loaded.index.put(prepared.get(next++ % PREPARED));
  }
}

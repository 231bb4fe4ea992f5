package dev.kato.benchmarks;

import dev.kato.config.ConfigKey;
import dev.kato.config.SessionConfig;
import dev.kato.model.Predictions;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Latency of one recall, one thread: the index, and brute force on the same data. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx6g")
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 2, time = 1)
public class RecallBenchmark {

  /** Distribution of the symbols. */
  @Param({"ZIPF", "DENSE", "RARE"})
  public DataSet.Vocabulary vocabulary = DataSet.Vocabulary.ZIPF;

  /** Number of patterns. */
  @Param({"10000", "100000", "1000000"})
  public int patterns;

  /** {@code recall_threshold}. */
  @Param({"0.1", "0.3", "0.6"})
  public double threshold;

  /** Threads that may work on one recall. */
  @Param("1")
  public int parallelism;

  private final ExecutorService helpers = Executors.newCachedThreadPool();
  private Loaded loaded;
  private SessionConfig config;

  /** Loads both engines. */
  @Setup
  public void load() {
    loaded = new Loaded(vocabulary, patterns, helpers, parallelism, true);
    config = config(threshold);
  }

  static SessionConfig config(double threshold) {
    return SessionConfig.DEFAULTS
        .with(ConfigKey.RECALL_THRESHOLD, threshold)
        .with(ConfigKey.MIN_SYMBOLS, 1);
  }

  /** Ends the threads. */
  @TearDown
  public void stop() {
    helpers.shutdown();
  }

  /** The engine, the best 100 predictions and future potentials in full. */
  @Benchmark
  public Predictions index() {
    return loaded.index.recall(loaded.question(), config);
  }

  /** The baseline, the best 100 potentials. */
  @Benchmark
  public double[] bruteForce() {
    return loaded.bruteForce.recall(loaded.question(), threshold, 100);
  }
}

package dev.kato.benchmarks;

import dev.kato.model.Event;
import dev.kato.model.Forecast;
import dev.kato.model.ForecastOptions;
import dev.kato.recall.base.Budget;
import java.util.List;
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
import org.openjdk.jmh.annotations.Warmup;

/** Latency of one forecast of the next event from the last five, one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx6g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 2, time = 2)
public class ForecastBenchmark {

  private static final int RECENT = 5;

  /** Distribution of the symbols. */
  @Param({"ZIPF", "DENSE", "RARE"})
  public DataSet.Vocabulary vocabulary = DataSet.Vocabulary.ZIPF;

  /** Number of patterns. */
  @Param({"10000", "100000", "1000000"})
  public int patterns;

  /** Patterns shown for each outcome. */
  @Param({"0", "3"})
  public int supports;

  private Loaded loaded;
  private ForecastOptions options = ForecastOptions.DEFAULT;

  /** Loads the index. */
  @Setup
  public void load() {
    loaded = new Loaded(vocabulary, patterns, Runnable::run, 1, false);
    options = ForecastOptions.DEFAULT.withSupports(supports);
  }

  /** Ten outcomes. */
  @Benchmark
  public Forecast forecast() {
    List<Event> stm = loaded.question();
    List<Event> recent = stm.subList(Math.max(0, stm.size() - RECENT), stm.size());
    return loaded.index.forecast(recent, options, 0, Budget.unlimited());
  }
}

package dev.kato.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * How many times faster recall is than brute force on the same data, measured in one run. It may
 * fall to half of what it was when this was written; the machine may be busy, so the best of a few
 * tries counts.
 */
class RatiosTest {

  private static final int TRIES = 4;
  private static final String PATTERNS = "20000";

  @ParameterizedTest(name = "threshold {0}: {1} times")
  @CsvSource({"0.1, 1.6", "0.3, 10", "0.6, 65"})
  void ofRecallToBruteForceHaveNotFallenByHalf(String threshold, double usual)
      throws RunnerException {
    List<Double> ratios = new ArrayList<>();
    do {
      Collection<RunResult> results = new Runner(options(threshold)).run();
      ratios.add(median(results, "bruteForce") / median(results, "index"));
    } while (ratios.size() < TRIES && ratios.get(ratios.size() - 1) < usual / 2);

    assertThat(ratios).as("times faster than brute force").anyMatch(ratio -> ratio >= usual / 2);
  }

  private static Options options(String threshold) {
    return new OptionsBuilder()
        .include(RecallBenchmark.class.getName())
        .param("vocabulary", "ZIPF")
        .param("patterns", PATTERNS)
        .param("threshold", threshold)
        .jvmArgs("-Xmx1g")
        .warmupIterations(2)
        .warmupTime(TimeValue.milliseconds(700))
        .measurementIterations(3)
        .measurementTime(TimeValue.milliseconds(500))
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .build();
  }

  private static double median(Collection<RunResult> results, String benchmark) {
    return results.stream()
        .filter(result -> result.getParams().getBenchmark().endsWith("." + benchmark))
        .mapToDouble(result -> result.getPrimaryResult().getStatistics().getPercentile(50))
        .findFirst()
        .orElseThrow();
  }
}

package dev.kato.recall.forecast;

import dev.kato.model.Event;
import dev.kato.model.Forecast;
import dev.kato.model.ForecastOptions;
import dev.kato.model.Pattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A forecast as the specification reads, from all patterns, one after the other. Shares no code
 * with the engine, which is to give the same bits. Slow: it decides what is right.
 */
public final class NaiveForecast {

  private static final double POPULAR = 0.85;

  final NaiveKnowledge knowledge;
  final NaiveState state;
  final NaiveContexts contexts;
  final NaiveRelated related;

  /** v, of the listed outcomes. */
  final double[] values;

  /** v before section 5. */
  final double[] scores;

  /** What is listed: the end and what something speaks for. */
  final boolean[] listed;

  /** v of all that are not listed. */
  double other;

  /** The sum of the habits to repeat. */
  double repeating;

  private final ForecastOptions options;

  NaiveForecast(NaiveKnowledge knowledge, NaiveState state, ForecastOptions options) {
    this.knowledge = knowledge;
    this.state = state;
    this.options = options;
    contexts = new NaiveContexts(knowledge, state, options.horizon());
    related = new NaiveRelated(knowledge, state);
    listed = new boolean[knowledge.outcomes];
    values = new double[knowledge.outcomes];
    list();
    score();
    scores = values.clone();
    repeat();
  }

  /** What the patterns, all of one knowledge base, say comes after the short-term memory. */
  public static Forecast of(
      Collection<Pattern> patterns,
      List<Event> stm,
      ForecastOptions options,
      double fuzzyTokenThreshold) {
    NaiveKnowledge knowledge = new NaiveKnowledge(patterns);
    NaiveState state = new NaiveState(knowledge, stm, fuzzyTokenThreshold);
    if (state.length() > 0) {
      return new NaiveForecast(knowledge, state, options).answer();
    }
    Forecast.EmptyReason reason =
        Event.countSymbols(stm) == 0
            ? Forecast.EmptyReason.EMPTY_STM
            : patterns.isEmpty()
                ? Forecast.EmptyReason.NOTHING_LEARNED
                : Forecast.EmptyReason.UNKNOWN_SYMBOLS;
    return Forecast.empty(reason, List.copyOf(state.ignored), options.horizon());
  }

  private void list() {
    listed[NaiveKnowledge.END] = true;
    for (int y = 1; y < listed.length; y++) {
      listed[y] = contexts.votes[1][y].signum() > 0 || related.evidence[y] > 0;
    }
    for (int a = 0; a < state.recent(); a++) {
      state.event(a).forEach(y -> listed[y] = true);
    }
  }

  private void score() {
    double alpha = related.alpha;
    double kappa = related.kappa;
    double ofAll = StrictMath.log(related.sum + 1);
    double sum = 0;
    int others = 0;
    for (int y = 0; y < listed.length; y++) {
      double u = knowledge.unconditional[y];
      if (listed[y]) {
        sum += u;
        values[y] =
            StrictMath.exp(
                alpha * StrictMath.log(contexts.blend[y])
                    + kappa * (StrictMath.log(related.evidence[y] + u) - ofAll)
                    - POPULAR * kappa * StrictMath.log(u));
      } else {
        others++;
      }
    }
    double u = (1 - sum) / others;
    if (others > 0 && u > 0) {
      other =
          others
              * StrictMath.exp(
                  alpha * StrictMath.log(contexts.lambda * u)
                      + kappa * (StrictMath.log(u) - ofAll)
                      - POPULAR * kappa * StrictMath.log(u));
    }
  }

  private void repeat() {
    int[] ages = new int[values.length];
    Arrays.fill(ages, -1);
    double recentSum = 0;
    for (int a = 0; a < state.recent(); a++) {
      if (!state.newAt(a).isEmpty()) {
        repeating += contexts.habits[a];
      }
      for (int x : state.newAt(a)) {
        ages[x] = a;
        recentSum += values[x];
      }
    }
    double otherSum = other;
    for (int y = 1; y < values.length; y++) {
      otherSum += listed[y] && ages[y] < 0 ? values[y] : 0;
    }
    double all = recentSum + otherSum;
    double r = repeating;
    if (recentSum == 0 || otherSum == 0 || options.horizon() > 1 && recentSum / all <= r) {
      return;
    }
    double[] shares = new double[values.length];
    double shareSum = 0;
    for (int a = 0; a < state.recent(); a++) {
      for (int x : state.newAt(a)) {
        shares[x] =
            StrictMath.exp(
                (1 - related.kappa) * StrictMath.log(contexts.habits[a])
                    + related.kappa * StrictMath.log(values[x] / all));
        shareSum += shares[x];
      }
    }
    double factor = (1 - r) * all / otherSum;
    other *= factor;
    for (int y = 1; y < values.length; y++) {
      values[y] = ages[y] < 0 ? values[y] * factor : r * all * shares[y] / shareSum;
    }
  }

  Forecast answer() {
    double total = 0;
    for (int y = 0; y < values.length; y++) {
      total += listed[y] ? values[y] : 0;
    }
    total += other;
    List<Integer> outcomes = new ArrayList<>();
    double[] probabilities = new double[values.length];
    for (int y = 0; y < values.length; y++) {
      if (listed[y]) {
        outcomes.add(y);
        probabilities[y] = values[y] / total;
      }
    }
    outcomes.sort(Comparator.comparing(y -> -probabilities[y]));
    NaiveSupports supports = new NaiveSupports(this, options);
    return new Forecast(
        outcomes.stream()
            .limit(options.limit())
            .map(y -> new Forecast.Outcome(knowledge.symbol(y), probabilities[y], supports.of(y)))
            .toList(),
        other / total,
        contexts.occurrences.size(),
        List.copyOf(state.ignored),
        state.readAs,
        options.horizon(),
        null);
  }
}

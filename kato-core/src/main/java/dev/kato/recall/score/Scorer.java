package dev.kato.recall.score;

import dev.kato.model.Metrics;
import dev.kato.recall.base.IntCounts;
import dev.kato.recall.index.Counts;
import dev.kato.recall.index.PatternContent;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one member, given the sums over its ensemble. Symbols are summed in the order in
 * which they first occur in the pattern or the state: their ids depend on what was learned first.
 * Not thread-safe.
 */
public final class Scorer {

  private static final double LOG_2 = StrictMath.log(2);

  private static final int KNOWN_SHARES = 33;

  /** Share times its logarithm, by count and total. */
  private static final double[] SHARE_LOGS = new double[KNOWN_SHARES * KNOWN_SHARES];

  static {
    for (int total = 1; total < KNOWN_SHARES; total++) {
      for (int count = 1; count <= total; count++) {
        SHARE_LOGS[total * KNOWN_SHARES + count] = shareLog((double) count / total);
      }
    }
  }

  private static double shareLog(double share) {
    return share * StrictMath.log(share);
  }

  private final Counts counts;
  private final EnsembleSums sums;
  private final @Nullable Weights weights;
  private final double totalFrequencies;
  private final double logOfSymbols;
  private final SymbolLogs logs;
  private final IntCounts present = new IntCounts();
  private final IntCounts state = new IntCounts();
  private int @Nullable [] lastReading;
  private double stateNorm;

  public Scorer(Counts counts, EnsembleSums sums, @Nullable Weights weights) {
    this.counts = counts;
    this.sums = sums;
    this.weights = weights;
    this.logs = new SymbolLogs(counts);
    this.totalFrequencies = counts.totalFrequencies().toDouble();
    this.logOfSymbols = StrictMath.log(counts.distinctSymbols());
  }

  /**
   * The itfdf similarity alone, the same number as among {@link #metrics}.
   *
   * @param symbols those of the present lie at {@code from} to {@code to}
   */
  public double itfdfSimilarity(int[] symbols, int from, int to, int[] reading, long frequency) {
    read(reading);
    present.setAll(symbols, from, to);
    return 1 - distance() * (frequency / sums.frequency());
  }

  /**
   * All metrics.
   *
   * @param futurePotential share of the member's future, 0 without one
   */
  public Metrics metrics(Member member, double futurePotential) {
    PatternContent content = member.content();
    int from = member.presentStart();
    int to = member.presentEnd();
    int matches = member.matches();
    double similarity = member.similarity();
    double evidence = (double) matches / content.symbols().length;
    double confidence = (double) matches / (to - from);
    double snr = snr(matches, member.reading().length - matches);
    int fragmentation = member.blocks() - 1;
    double share = content.frequency() / sums.frequency();
    double itfdf =
        itfdfSimilarity(content.symbols(), from, to, member.reading(), content.frequency());
    Metrics.@Nullable Weighted weighted = weights == null ? null : weights.metrics(member);
    double entropy = entropy(to - from);
    double strength = similarity * share;
    return new Metrics(
        similarity,
        evidence,
        confidence,
        snr,
        fragmentation,
        weighted == null
            ? potential(evidence, confidence, snr, itfdf, member.blocks())
            : potential(
                weighted.evidence(), weighted.confidence(), weighted.snr(), itfdf, member.blocks()),
        itfdf,
        entropy / LOG_2,
        counts.distinctSymbols() <= 1 ? 0 : entropy / logOfSymbols,
        globalEntropy(),
        tfidf(to - from),
        confluence(content, from, to),
        share,
        strength,
        futurePotential == 0 ? 0 : strength / futurePotential,
        share,
        similarity,
        sums.weight() == 0 ? 0 : content.frequency() * similarity / sums.weight(),
        weighted);
  }

  public static double snr(int matches, int unmatched) {
    int total = 2 * matches + unmatched;
    return total == 0 ? 0 : (double) (2 * matches - unmatched) / total;
  }

  public static double potential(
      double evidence, double confidence, double snr, double itfdf, int blocks) {
    return (evidence + confidence) * snr + itfdf + (blocks == 0 ? 0 : 1.0 / blocks);
  }

  private double probability(int symbol) {
    return (double) counts.memberFrequency(symbol) / counts.patterns();
  }

  /** The state's part of the cosine is the same for all members that read the state alike. */
  private void read(int[] reading) {
    if (reading == lastReading) {
      return;
    }
    lastReading = reading;
    state.clear();
    state.addAll(reading, 0, reading.length);
    double squares = 0;
    for (int i = 0; i < state.size(); i++) {
      if (sums.present().test(state.value(i))) {
        double weight = probability(state.value(i)) * state.count(i);
        squares += weight * weight;
      }
    }
    stateNorm = Math.sqrt(squares);
  }

  /** One minus the cosine of state and present, each symbol weighted by its probability. */
  private double distance() {
    double product = 0;
    double squares = 0;
    for (int i = 0; i < present.size(); i++) {
      int symbol = present.value(i);
      double probability = probability(symbol);
      double weight = probability * present.count(i);
      squares += weight * weight;
      product += weight * probability * state.countOf(symbol);
    }
    return stateNorm == 0 || squares == 0 ? 1 : 1 - product / (stateNorm * Math.sqrt(squares));
  }

  /** In nats. */
  private double entropy(int length) {
    double entropy = 0;
    for (int i = 0; i < present.size(); i++) {
      int count = present.count(i);
      entropy -=
          length < KNOWN_SHARES
              ? SHARE_LOGS[length * KNOWN_SHARES + count]
              : shareLog((double) count / length);
    }
    return entropy;
  }

  private double globalEntropy() {
    if (counts.distinctSymbols() <= 1) {
      return 0;
    }
    double entropy = 0;
    for (int i = 0; i < present.size(); i++) {
      entropy -= logs.weighted(present.value(i));
    }
    return entropy / logOfSymbols;
  }

  private double tfidf(int length) {
    double sum = 0;
    for (int i = 0; i < present.size(); i++) {
      sum += (double) present.count(i) / length * (logs.rarity(present.value(i)) + 1);
    }
    return sum / present.size();
  }

  private double confluence(PatternContent content, int from, int to) {
    double chance = 1;
    for (int i = from; i < to; i++) {
      chance *= probability(content.symbols()[i]);
    }
    return content.frequency() / totalFrequencies * (1 - chance);
  }
}

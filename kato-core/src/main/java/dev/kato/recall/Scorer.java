package dev.kato.recall;

import dev.kato.model.Metrics;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one member, given the sums over its ensemble. Symbols are summed in the order in
 * which they first occur in the pattern or the state: their ids depend on what was learned first.
 */
final class Scorer {

  private static final double LOG_2 = StrictMath.log(2);

  private final KnowledgeView knowledge;
  private final EnsembleSums sums;
  private final @Nullable Weights weights;
  private final double logOfSymbols;

  Scorer(KnowledgeView knowledge, EnsembleSums sums, @Nullable Weights weights) {
    this.knowledge = knowledge;
    this.sums = sums;
    this.weights = weights;
    this.logOfSymbols = StrictMath.log(knowledge.distinctSymbols());
  }

  /**
   * All metrics.
   *
   * @param futurePotential share of the member's future, 0 without one
   */
  Metrics metrics(Member member, double futurePotential) {
    PatternContent content = member.content();
    Alignment alignment = member.alignment();
    int from = member.presentStart();
    int to = member.presentEnd();
    int matches = alignment.matches();
    double similarity = member.similarity();
    double evidence = (double) matches / content.symbols().length;
    double confidence = (double) matches / (to - from);
    double snr = snr(matches, member.reading().length - matches);
    int fragmentation = alignment.blocks() - 1;
    Map<Integer, Integer> present = counts(content.symbols(), from, to);
    double share = (double) content.frequency() / sums.frequency();
    double itfdf = 1 - distance(member.reading(), present) * share;
    Metrics.@Nullable Weighted weighted = weights == null ? null : weights.metrics(member);
    double entropy = entropy(present, to - from);
    double strength = similarity * share;
    return new Metrics(
        similarity,
        evidence,
        confidence,
        snr,
        fragmentation,
        potential(weighted, evidence, confidence, snr, itfdf, alignment.blocks()),
        itfdf,
        entropy / LOG_2,
        knowledge.distinctSymbols() <= 1 ? 0 : entropy / logOfSymbols,
        globalEntropy(present),
        tfidf(present, to - from),
        confluence(content, from, to),
        share,
        strength,
        futurePotential == 0 ? 0 : strength / futurePotential,
        share,
        similarity,
        sums.weight() == 0 ? 0 : content.frequency() * similarity / sums.weight(),
        weighted);
  }

  private static double snr(int matches, int unmatched) {
    int total = 2 * matches + unmatched;
    return total == 0 ? 0 : (double) (2 * matches - unmatched) / total;
  }

  private static double potential(
      Metrics.@Nullable Weighted weighted,
      double evidence,
      double confidence,
      double snr,
      double itfdf,
      int blocks) {
    double match =
        weighted == null
            ? (evidence + confidence) * snr
            : (weighted.evidence() + weighted.confidence()) * weighted.snr();
    return match + itfdf + (blocks == 0 ? 0 : 1.0 / blocks);
  }

  /** Distinct symbols with their counts, in order of first occurrence. */
  private static Map<Integer, Integer> counts(int[] symbols, int from, int to) {
    Map<Integer, Integer> counts = new LinkedHashMap<>();
    for (int i = from; i < to; i++) {
      counts.merge(symbols[i], 1, Integer::sum);
    }
    return counts;
  }

  private double probability(int symbol) {
    return (double) knowledge.memberFrequency(symbol) / knowledge.patterns();
  }

  /** One minus the cosine of state and present, each symbol weighted by its probability. */
  private double distance(int[] reading, Map<Integer, Integer> present) {
    double product = 0;
    double stateSquares = 0;
    for (var entry : counts(reading, 0, reading.length).entrySet()) {
      int symbol = entry.getKey();
      if (sums.occursInPresent(symbol)) {
        double inState = probability(symbol) * entry.getValue();
        stateSquares += inState * inState;
        product += inState * probability(symbol) * present.getOrDefault(symbol, 0);
      }
    }
    double presentSquares = 0;
    for (var entry : present.entrySet()) {
      double inPresent = probability(entry.getKey()) * entry.getValue();
      presentSquares += inPresent * inPresent;
    }
    return stateSquares == 0 || presentSquares == 0
        ? 1
        : 1 - product / (Math.sqrt(stateSquares) * Math.sqrt(presentSquares));
  }

  /** In nats. */
  private static double entropy(Map<Integer, Integer> present, int length) {
    double entropy = 0;
    for (int count : present.values()) {
      double share = (double) count / length;
      entropy -= share * StrictMath.log(share);
    }
    return entropy;
  }

  private double globalEntropy(Map<Integer, Integer> present) {
    if (knowledge.distinctSymbols() <= 1) {
      return 0;
    }
    double entropy = 0;
    for (int symbol : present.keySet()) {
      entropy -= probability(symbol) * StrictMath.log(probability(symbol));
    }
    return entropy / logOfSymbols;
  }

  private double tfidf(Map<Integer, Integer> present, int length) {
    double sum = 0;
    for (var entry : present.entrySet()) {
      double rarity = (double) knowledge.patterns() / knowledge.memberFrequency(entry.getKey());
      sum += (double) entry.getValue() / length * (StrictMath.log(rarity) / LOG_2 + 1);
    }
    return sum / present.size();
  }

  private double confluence(PatternContent content, int from, int to) {
    double chance = 1;
    for (int i = from; i < to; i++) {
      chance *= probability(content.symbols()[i]);
    }
    return (double) content.frequency() / knowledge.totalFrequencies() * (1 - chance);
  }
}

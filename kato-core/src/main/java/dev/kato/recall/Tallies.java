package dev.kato.recall;

import dev.kato.model.KnowledgeStatistics;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The counts of a knowledge base, kept as patterns come, change and go. */
final class Tallies implements KnowledgeView {

  private final SymbolTable table;
  private final Map<Integer, Map<String, BigDecimal>> affinities = new HashMap<>();
  private long[] memberFrequencies = new long[64];
  private long[] frequencies = new long[64];
  private long patterns;
  private long totalFrequencies;
  private long distinctSymbols;

  Tallies(SymbolTable table) {
    this.table = table;
  }

  void add(PatternContent content) {
    count(content, 1);
  }

  void remove(PatternContent content) {
    count(content, -1);
  }

  private void count(PatternContent content, int sign) {
    grow();
    patterns += sign;
    totalFrequencies += sign * content.frequency();
    for (int symbol : content.symbols()) {
      frequencies[symbol] += sign * content.frequency();
    }
    Arrays.stream(content.symbols()).distinct().forEach(symbol -> countMember(symbol, sign));
    if (!content.affinity().isEmpty()) {
      Arrays.stream(content.symbols())
          .distinct()
          .forEach(symbol -> addAffinity(symbol, sign, content.affinity()));
    }
  }

  private void grow() {
    if (frequencies.length < table.size()) {
      int length = Math.max(table.size(), 2 * frequencies.length);
      frequencies = Arrays.copyOf(frequencies, length);
      memberFrequencies = Arrays.copyOf(memberFrequencies, length);
    }
  }

  private void countMember(int symbol, int sign) {
    if (memberFrequencies[symbol] == 0) {
      distinctSymbols++;
    }
    memberFrequencies[symbol] += sign;
    if (memberFrequencies[symbol] == 0) {
      distinctSymbols--;
    }
  }

  private void addAffinity(int symbol, int sign, Map<String, Double> affinity) {
    Map<String, BigDecimal> sums = affinities.computeIfAbsent(symbol, unseen -> new HashMap<>());
    affinity.forEach(
        (emotive, value) -> {
          BigDecimal exact = new BigDecimal(value);
          sums.merge(emotive, sign > 0 ? exact : exact.negate(), BigDecimal::add);
        });
  }

  KnowledgeStatistics statistics() {
    return new KnowledgeStatistics(patterns, totalFrequencies, distinctSymbols);
  }

  Map<String, BigDecimal> affinities(int symbol) {
    return affinities.getOrDefault(symbol, Map.of());
  }

  @Override
  public SymbolTable table() {
    return table;
  }

  @Override
  public long patterns() {
    return patterns;
  }

  @Override
  public long totalFrequencies() {
    return totalFrequencies;
  }

  @Override
  public long distinctSymbols() {
    return distinctSymbols;
  }

  @Override
  public long memberFrequency(int symbol) {
    return symbol >= 0 && symbol < memberFrequencies.length ? memberFrequencies[symbol] : 0;
  }

  @Override
  public long frequency(int symbol) {
    return symbol >= 0 && symbol < frequencies.length ? frequencies[symbol] : 0;
  }

  @Override
  public BigDecimal affinity(int symbol, String emotive) {
    return affinities(symbol).getOrDefault(emotive, BigDecimal.ZERO);
  }
}

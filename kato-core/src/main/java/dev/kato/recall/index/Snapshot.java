package dev.kato.recall.index;

import dev.kato.model.PatternName;
import dev.kato.recall.base.AffinitySum;
import dev.kato.recall.base.Int128;
import dev.kato.recall.base.VersionedLongs;
import dev.kato.recall.base.VersionedObjects;
import dev.kato.recall.base.VersionedSums;
import dev.kato.recall.symbols.SymbolTable;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One state of a knowledge base, which stays as it is. */
public record Snapshot(
    SymbolTable table,
    List<PartView> parts,
    long patterns,
    Int128 totalFrequencies,
    long distinctSymbols,
    RepeatCounts repeats,
    Counts counts)
    implements Counts {

  /** Versions of what {@link Tallies} counts by symbol. */
  @SuppressWarnings("ArrayRecordComponent")
  record Counts(
      long[][] memberFrequencies,
      VersionedSums.Frozen frequencies,
      VersionedSums.Frozen duplicates,
      VersionedObjects.Frozen<Map<String, AffinitySum>> affinities) {}

  /** All patterns that the filter lets pass. */
  public Stream<PatternContent> contents(BlockFilter filter) {
    return parts.stream()
        .flatMap(
            part ->
                IntStream.range(0, part.block().count())
                    .filter(pattern -> part.frequency(pattern) > 0)
                    .filter(pattern -> filter.admits(part.block(), pattern))
                    .mapToObj(part::content));
  }

  /** The pattern of that name, if there is one. */
  public Optional<PatternContent> find(PatternName name) {
    byte[] bytes = HexFormat.of().parseHex(name.hash());
    for (PartView part : parts) {
      int pattern = part.block().findByReader(bytes);
      if (pattern >= 0 && part.frequency(pattern) > 0) {
        return Optional.of(part.content(pattern));
      }
    }
    return Optional.empty();
  }

  @Override
  public long memberFrequency(int symbol) {
    return symbol < 0 ? 0 : VersionedLongs.get(counts.memberFrequencies, symbol);
  }

  @Override
  public Int128 frequency(int symbol) {
    return symbol < 0 ? Int128.ZERO : counts.frequencies.get(symbol);
  }

  /** What duplicates within events add to {@link #frequency}. */
  Int128 duplicates(int symbol) {
    return counts.duplicates.get(symbol);
  }

  /** How often the symbol occurs in events that were learned, each event counted once; rounded. */
  public double occurrences(int symbol) {
    long low = counts.frequencies.low(symbol);
    if (low >= 0 && counts.frequencies.areLow() && counts.duplicates.areLow()) {
      return low - counts.duplicates.low(symbol);
    }
    return frequency(symbol).minus(duplicates(symbol)).toDouble();
  }

  /** Exact sums by emotive over the patterns that contain the symbol. */
  public Map<String, AffinitySum> affinities(int symbol) {
    @Nullable Map<String, AffinitySum> sums = symbol < 0 ? null : counts.affinities.get(symbol);
    return sums == null ? Map.of() : sums;
  }

  @Override
  public BigDecimal affinity(int symbol, String emotive) {
    return affinities(symbol).getOrDefault(emotive, AffinitySum.ZERO).sum();
  }
}

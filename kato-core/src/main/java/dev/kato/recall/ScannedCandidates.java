package dev.kato.recall;

import dev.kato.recall.align.Alignment;
import dev.kato.recall.align.BlockMatcher;
import dev.kato.recall.align.PairMatcher;
import dev.kato.recall.align.State;
import dev.kato.recall.align.StateSymbols;
import dev.kato.recall.base.Budget;
import dev.kato.recall.base.IntPair;
import dev.kato.recall.index.Block;
import dev.kato.recall.index.PartView;
import dev.kato.recall.index.PatternContent;
import dev.kato.recall.index.Snapshot;
import dev.kato.recall.scan.Contenders;
import dev.kato.recall.scan.Ensemble;
import dev.kato.recall.scan.Scanner;
import dev.kato.recall.score.EnsembleSums;
import dev.kato.recall.score.FutureGroups;
import dev.kato.recall.score.Member;
import dev.kato.recall.score.Reading;
import dev.kato.recall.score.Scorer;

/** What a scan by equal symbols found. Not to be used once that is closed. */
final class ScannedCandidates implements Candidates {

  private final Snapshot snapshot;
  private final State state;
  private final StateSymbols stateSymbols;
  private final Reading reading;
  private final Budget budget;
  private final EnsembleSums sums;
  private final FutureGroups futures;
  private final double futureWeight;
  private final Contenders contenders;
  private final PairMatcher pairs = new PairMatcher();
  private final BlockMatcher matcher;

  ScannedCandidates(
      Snapshot snapshot,
      State state,
      StateSymbols stateSymbols,
      Scanner.Result found,
      Budget budget) {
    this.snapshot = snapshot;
    this.state = state;
    this.stateSymbols = stateSymbols;
    this.reading = Reading.literal(state.ids());
    this.budget = budget;
    this.matcher = new BlockMatcher(budget);
    Ensemble ensemble = found.ensemble();
    this.sums =
        new EnsembleSums(
            ensemble.sums().frequency().toDouble(),
            ensemble.sums().weight(),
            symbol ->
                stateSymbols.has(symbol) && ensemble.isPresent(stateSymbols.position(symbol)));
    this.futures = found.futures();
    this.futureWeight = ensemble.sums().futureWeight();
    this.contenders = ensemble.contenders();
  }

  @Override
  public EnsembleSums sums() {
    return sums;
  }

  @Override
  public FutureGroups futures() {
    return futures;
  }

  @Override
  public double futureWeight() {
    return futureWeight;
  }

  @Override
  public int count() {
    return contenders.count();
  }

  @Override
  public boolean is(int candidate, PatternContent pattern) {
    Block block = block(candidate);
    return block == pattern.block() && block.start(pattern(candidate)) == pattern.at();
  }

  @Override
  public double similarity(int candidate) {
    long total = block(candidate).length(pattern(candidate)) + (long) state.length();
    return 2.0 * contenders.matches(candidate) / total;
  }

  @Override
  public long frequency(int candidate) {
    return contenders.frequency(candidate);
  }

  @Override
  public int compareNames(int a, int b) {
    return Block.compareNames(block(a), pattern(a), block(b), pattern(b));
  }

  private PartView part(int candidate) {
    return snapshot.parts().get(IntPair.first(contenders.place(candidate)));
  }

  private Block block(int candidate) {
    return part(candidate).block();
  }

  private int pattern(int candidate) {
    return IntPair.second(contenders.place(candidate));
  }

  /** Without taking the pattern out of its block. */
  @Override
  public double potential(int candidate, Scorer scorer) {
    Block block = block(candidate);
    int pattern = pattern(candidate);
    int start = block.start(pattern);
    int from = contenders.presentFrom(candidate);
    int to = contenders.presentTo(candidate);
    budget.spend(to - from);
    int matches = contenders.matches(candidate);
    double itfdf =
        scorer.itfdfSimilarity(
            block.symbols(),
            start + from,
            start + to,
            state.ids(),
            contenders.frequency(candidate));
    double potential =
        Scorer.potential(
            (double) matches / block.length(pattern),
            (double) matches / (to - from),
            Scorer.snr(matches, state.length() - matches),
            itfdf,
            contenders.blocks(candidate));
    assert contenders.allows(candidate, potential, (long) sums.frequency()) : potential;
    return potential;
  }

  @Override
  public Member member(int candidate) {
    PatternContent content = part(candidate).content(pattern(candidate));
    int[] symbols = content.symbols();
    int matches = contenders.matches(candidate);
    return new Member(
        content,
        reading,
        matches,
        contenders.blocks(candidate),
        contenders.presentFrom(candidate),
        contenders.presentTo(candidate) - 1,
        2L * matches,
        (long) symbols.length + state.length(),
        () -> align(symbols));
  }

  private Alignment align(int[] symbols) {
    budget.spend(symbols.length + (long) state.length());
    if (pairs.find(symbols, 0, symbols.length, stateSymbols)) {
      pairs.match();
      return pairs.result();
    }
    matcher.align(symbols, state.ids());
    return matcher.result(symbols.length);
  }
}

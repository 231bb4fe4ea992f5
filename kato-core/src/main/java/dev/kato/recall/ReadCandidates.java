package dev.kato.recall;

import dev.kato.recall.base.Budget;
import dev.kato.recall.base.ExactSum;
import dev.kato.recall.base.Int128;
import dev.kato.recall.index.PatternContent;
import dev.kato.recall.score.EnsembleSums;
import dev.kato.recall.score.FutureGroups;
import dev.kato.recall.score.Member;
import dev.kato.recall.symbols.SymbolTable;
import java.util.BitSet;
import java.util.List;

/** All members of an ensemble, found by reading pattern by pattern. */
final class ReadCandidates implements Candidates {

  private final List<Member> members;
  private final EnsembleSums sums;
  private final FutureGroups futures;
  private final double futureWeight;

  ReadCandidates(List<Member> members, SymbolTable symbols, Budget budget) {
    this.members = members;
    this.futures = new FutureGroups(symbols, budget);
    Int128 frequency = Int128.ZERO;
    ExactSum weight = new ExactSum();
    ExactSum futureSum = new ExactSum();
    BitSet present = new BitSet();
    for (Member member : members) {
      PatternContent content = member.content();
      frequency = frequency.plus(content.frequency());
      weight.add(content.frequency(), member.common(), member.total());
      budget.spend(content.symbols().length);
      for (int i = member.presentStart(); i < member.presentEnd(); i++) {
        present.set(content.symbols()[i]);
      }
      if (member.hasFuture()) {
        futureSum.add(content.frequency(), member.common(), member.total());
        futures.add(member);
      }
    }
    this.sums =
        new EnsembleSums(
            frequency.toDouble(), weight.value(), symbol -> symbol >= 0 && present.get(symbol));
    this.futureWeight = futureSum.value();
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
    return members.size();
  }

  @Override
  public Member member(int candidate) {
    return members.get(candidate);
  }

  @Override
  public boolean is(int candidate, PatternContent pattern) {
    return member(candidate).content().name().equals(pattern.name());
  }

  @Override
  public double similarity(int candidate) {
    return member(candidate).similarity();
  }

  @Override
  public long frequency(int candidate) {
    return member(candidate).content().frequency();
  }

  @Override
  public int compareNames(int a, int b) {
    return member(a).content().name().compareTo(member(b).content().name());
  }
}

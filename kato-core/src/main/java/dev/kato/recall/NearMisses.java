package dev.kato.recall;

import dev.kato.model.NearMiss;
import dev.kato.recall.base.Budget;
import dev.kato.recall.base.TopK;
import dev.kato.recall.index.PatternContent;
import dev.kato.recall.score.Member;
import dev.kato.recall.symbols.SymbolTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The most similar of the patterns that are not predicted, some of what was found. Not thread-safe.
 */
final class NearMisses {

  private final SymbolTable table;
  private final Budget budget;
  private final Candidates found;

  NearMisses(SymbolTable table, Budget budget, Candidates found) {
    this.table = table;
    this.budget = budget;
    this.found = found;
  }

  /**
   * Those that rank too low, if all members have been found.
   *
   * @param most how many are returned
   */
  List<NearMiss> beyond(int most, int limit, Ranking ranking) {
    if (found.count() <= most) {
      return List.of();
    }
    long[] order = ranking.best(found.count());
    int[] ranks = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      ranks[(int) order[i]] = i + 1;
    }
    List<NearMiss> misses = new ArrayList<>();
    for (long candidate : mostSimilar(limit, each -> ranks[each] > most)) {
      misses.add(miss((int) candidate, null, ranks[(int) candidate]));
    }
    return misses;
  }

  /** Those below the threshold, if enough of a lower one have been found. */
  List<NearMiss> below(double threshold, int limit) {
    return misses(threshold, mostSimilar(limit, each -> found.similarity(each) < threshold));
  }

  /** Any, if nothing is predicted. */
  List<NearMiss> any(double threshold, int limit) {
    return misses(threshold, mostSimilar(limit, each -> true));
  }

  private List<NearMiss> misses(double threshold, long[] candidates) {
    List<NearMiss> misses = new ArrayList<>();
    for (long candidate : candidates) {
      double similarity = found.similarity((int) candidate);
      misses.add(miss((int) candidate, similarity < threshold ? similarity : null, null));
    }
    return misses;
  }

  private long[] mostSimilar(int limit, IntPredicate counts) {
    TopK best = new TopK(limit, (a, b) -> found.compareNames((int) a, (int) b));
    for (int candidate = 0; candidate < found.count(); candidate++) {
      budget.spend(1);
      if (counts.test(candidate)) {
        best.offer(candidate, found.similarity(candidate));
      }
    }
    return best.places();
  }

  private NearMiss miss(
      int candidate, @Nullable Double neededThreshold, @Nullable Integer neededMaxPredictions) {
    Member member = found.member(candidate);
    PatternContent content = member.content();
    return new NearMiss(
        content.name(),
        content.events(table, 0, content.ends().length),
        member.similarity(),
        member.matches(),
        neededThreshold,
        neededMaxPredictions);
  }
}

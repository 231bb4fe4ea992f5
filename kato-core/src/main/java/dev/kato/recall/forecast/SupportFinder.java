package dev.kato.recall.forecast;

import dev.kato.recall.base.Budget;
import dev.kato.recall.forecast.TopSupports.Vote;
import dev.kato.recall.forecast.TopSupports.Way;
import dev.kato.recall.index.Block;
import java.util.Arrays;

/**
 * Finds the greatest votes for some outcomes of a question that was just answered. Goes through
 * patterns once more, for each outcome through the shortest list that must hold them all, and reads
 * only those frequent enough to be among them. Used by one thread, once.
 */
final class SupportFinder {

  /** Shares of a frequency are rounded, each to a vote: all together are this much more at most. */
  private static final double ROUNDED_UP = 1 + 0x1p-20;

  private final Evidence evidence;
  private final PatternReader reader;
  private final ContextVotes context;
  private final Budget budget;
  private final int horizon;
  private final int[] wanted;
  private final TopSupports[] best;

  /** By place among the wanted the longest order of a context that votes for it; -1 for none. */
  private final int[] orders;

  private final PatternList patterns = new PatternList();
  private final PatternList others = new PatternList();
  private int[] here = new int[4];

  SupportFinder(Evidence evidence, int[] wanted, int supports, int horizon, Budget budget) {
    this.evidence = evidence;
    this.reader = evidence.reader();
    this.context = evidence.context();
    this.budget = budget;
    this.horizon = horizon;
    this.wanted = wanted;
    best = new TopSupports[wanted.length];
    Arrays.setAll(best, place -> new TopSupports(supports));
    orders = Arrays.stream(wanted).map(this::longestOrder).toArray();
  }

  private int longestOrder(int outcome) {
    int order = context.orders() - 1;
    while (order >= 0 && context.votes(order).weight(outcome) <= 0) {
      order--;
    }
    return order;
  }

  /** The greatest votes for each of the wanted outcomes. */
  TopSupports[] find() {
    for (PartSymbols symbols : evidence.parts()) {
      findLongerContexts(symbols);
      findShortContexts(symbols);
    }
    for (int age = 0; age < evidence.window(); age++) {
      int[] recent = evidence.recent(age);
      for (int i = 0; i < recent.length; i++) {
        if (evidence.isNewest(recent[i], age)) {
          Related related = new Related(recent[i], age, i, evidence.factor(age));
          evidence.parts().forEach(symbols -> findRelated(symbols, related));
        }
      }
    }
    return best;
  }

  /** Whether a pattern so frequent can have a vote among the greatest. */
  private boolean mayCount(int place, double frequency, double factor) {
    return frequency * factor * ROUNDED_UP >= best[place].least();
  }

  private void read(Block block, int pattern) {
    budget.spend(2L * block.length(pattern));
    reader.read(block, pattern);
  }

  private void offer(int place, Vote vote) {
    if (vote.weight() > 0 && vote.weight() >= best[place].least()) {
      best[place].offer(vote);
    }
  }

  /** Of outcomes that several events side by side vote for; few patterns have these. */
  private void findLongerContexts(PartSymbols symbols) {
    if (Arrays.stream(orders).noneMatch(order -> order > 0)) {
      return;
    }
    patterns.clear();
    evidence.collectLonger(symbols, patterns);
    for (int i = 0; i < patterns.count(); i++) {
      boolean isRead = false;
      for (int place = 0; place < wanted.length; place++) {
        long frequency = symbols.part().frequency(patterns.get(i));
        if (orders[place] > 0 && mayCount(place, frequency, 1)) {
          if (!isRead) {
            read(symbols.part().block(), patterns.get(i));
            isRead = true;
          }
          offerContexts(symbols.part().block(), patterns.get(i), frequency, place);
        }
      }
    }
  }

  /** Of outcomes that only the newest event votes for. */
  private void findShortContexts(PartSymbols symbols) {
    patterns.clear();
    for (int place = 0; place < wanted.length; place++) {
      if (orders[place] == 0 && mayCount(place, symbols.part().most(), 1)) {
        if (patterns.count() == 0) {
          evidence.collectNewest(symbols, patterns);
        }
        PatternList list = shorter(symbols, place);
        for (int i = 0; i < list.count(); i++) {
          long frequency = symbols.part().frequency(list.get(i));
          if (mayCount(place, frequency, 1)) {
            read(symbols.part().block(), list.get(i));
            offerContexts(symbols.part().block(), list.get(i), frequency, place);
          }
        }
      }
    }
  }

  /** The patterns collected, or those with the outcome if they are fewer. */
  private PatternList shorter(PartSymbols symbols, int place) {
    budget.spend(patterns.count());
    if (wanted[place] == Outcomes.END
        || !symbols.isIndexed()
        || symbols.occurrences(wanted[place]) >= patterns.count()) {
      return patterns;
    }
    others.clear();
    symbols.collect(wanted[place], others);
    return others;
  }

  /** Each event with the outcome has the votes of those before it, back to the last such. */
  private void offerContexts(Block block, int pattern, long frequency, int place) {
    int events = reader.events();
    if (wanted[place] == Outcomes.END) {
      offerContexts(block, pattern, frequency, place, Math.max(0, events - horizon), events);
      return;
    }
    for (int i = 0; i < reader.distinct(); i++) {
      if (reader.outcome(i) == wanted[place]) {
        int event = reader.event(i);
        int from = Math.max(0, Math.max(event - horizon, reader.before(i)));
        offerContexts(block, pattern, frequency, place, from, event);
      }
    }
  }

  private void offerContexts(
      Block block, int pattern, long frequency, int place, int from, int to) {
    budget.spend(to - from);
    int order = orders[place];
    for (int event = from; event < to; event++) {
      if ((reader.bits(event) & 1) != 0 && context.weigh(event, frequency) > order) {
        double weight = context.weight(order);
        offer(place, new Vote(weight, block, pattern, event, Way.CONTEXT, order + 1, 0, 0));
      }
    }
  }

  /**
   * A recent symbol.
   *
   * @param outcome its number
   * @param age of its event
   * @param symbol its place there
   * @param factor what its votes count
   */
  private record Related(int outcome, int age, int symbol, double factor) {}

  private void findRelated(PartSymbols symbols, Related related) {
    patterns.clear();
    for (int place = 0; place < wanted.length; place++) {
      if (mayCount(place, symbols.part().most(), related.factor)) {
        if (patterns.count() == 0) {
          symbols.collect(related.outcome, patterns);
        }
        PatternList list = shorter(symbols, place);
        for (int i = 0; i < list.count(); i++) {
          long frequency = symbols.part().frequency(list.get(i));
          if (mayCount(place, frequency, related.factor)) {
            read(symbols.part().block(), list.get(i));
            offerRelated(symbols.part().block(), list.get(i), frequency, related, place);
          }
        }
      }
    }
  }

  private void offerRelated(Block block, int pattern, long frequency, Related related, int place) {
    int all = 0;
    int count = 0;
    for (int i = 0; i < reader.distinct(); i++) {
      if (reader.outcome(i) == wanted[place]) {
        all++;
      }
      if (reader.outcome(i) == related.outcome) {
        here = count == here.length ? Arrays.copyOf(here, 2 * count) : here;
        here[count++] = i;
      }
    }
    int before = 0;
    int next = 0;
    for (int i = 0; i < count; i++) {
      int event = reader.event(here[i]);
      for (; next < reader.from(event); next++) {
        before += reader.outcome(next) == wanted[place] ? 1 : 0;
      }
      int same = 0;
      for (int j = reader.from(event); j < reader.to(event); j++) {
        same += reader.outcome(j) == wanted[place] ? 1 : 0;
      }
      Vote vote =
          new Vote(
              0, block, pattern, event, Way.AFTER, related.age, related.symbol, related.outcome);
      offerRelated(vote, frequency, related, place, before, all - before - same);
    }
  }

  /** The votes of one event with the related symbol, if so many of the outcome are around it. */
  private void offerRelated(
      Vote vote, long frequency, Related related, int place, int before, int after) {
    int later = reader.distinct() - reader.to(vote.event());
    if (wanted[place] == Outcomes.END) {
      double votes = Votes.whole((double) frequency / (later + 1));
      offer(place, vote.weighing(related.factor * Votes.weightOf(votes), Way.AFTER));
      return;
    }
    if (after > 0) {
      double votes = after * Votes.whole((double) frequency / later);
      offer(place, vote.weighing(related.factor * Votes.weightOf(votes), Way.AFTER));
    }
    if (before > 0) {
      double votes = before * Votes.whole((double) frequency / reader.from(vote.event()));
      double factor = related.factor * Evidence.EARLIER;
      offer(place, vote.weighing(factor * Votes.weightOf(votes), Way.BEFORE));
    }
  }
}

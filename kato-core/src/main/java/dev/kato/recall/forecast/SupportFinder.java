package dev.kato.recall.forecast;

import dev.kato.recall.base.Budget;
import dev.kato.recall.forecast.TopSupports.Vote;
import dev.kato.recall.forecast.TopSupports.Way;
import dev.kato.recall.index.Block;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the greatest votes for some outcomes of a question that was just answered. Goes through the
 * patterns once more, but leaves out what cannot be among them. Used by one thread, once.
 */
final class SupportFinder {

  private final Evidence evidence;
  private final PatternReader reader;
  private final ContextVotes context;
  private final Budget budget;
  private final PatternList patterns = new PatternList();

  /** By number of an outcome its place among the wanted ones, plus one; 0 for others. */
  private final int[] places;

  private final int[] wanted;
  private final TopSupports[] best;

  /** By place the longest order of a context that votes for it, from 0 on; -1 if none does. */
  private final int[] orders;

  /** By place the last index in the pattern with that outcome, plus one; and from there on. */
  private final int[] heads;

  private int[] links = new int[64];
  private int[] present = new int[16];

  SupportFinder(Evidence evidence, int[] wanted, int supports, Budget budget) {
    this.evidence = evidence;
    this.reader = evidence.reader();
    this.context = evidence.context();
    this.budget = budget;
    this.wanted = wanted;
    places = new int[evidence.outcomes().count()];
    best = new TopSupports[wanted.length];
    orders = new int[wanted.length];
    heads = new int[wanted.length];
    for (int place = 0; place < wanted.length; place++) {
      places[wanted[place]] = place + 1;
      best[place] = new TopSupports(supports);
      orders[place] = longestOrder(wanted[place]);
    }
  }

  private int longestOrder(int outcome) {
    int order = context.orders() - 1;
    while (order >= 0 && context.votes(order).weight(outcome) <= 0) {
      order--;
    }
    return order;
  }

  /** The greatest votes for each of the wanted outcomes. */
  TopSupports[] find(int horizon) {
    List<PartSymbols> parts = evidence.parts();
    for (PartSymbols symbols : parts) {
      findContexts(symbols, horizon);
    }
    for (int age = 0; age < evidence.window(); age++) {
      int[] recent = evidence.recent(age);
      for (int i = 0; i < recent.length; i++) {
        if (evidence.isNewest(recent[i], age)) {
          for (PartSymbols symbols : parts) {
            findRelated(symbols, new Related(recent[i], age, i, evidence.factor(age)));
          }
        }
      }
    }
    return best;
  }

  /** A recent symbol. */
  private record Related(int outcome, int age, int symbol, double factor) {}

  private void findContexts(PartSymbols symbols, int horizon) {
    int shortest = ContextVotes.ORDERS;
    for (int order : orders) {
      shortest = order < 0 ? shortest : Math.min(shortest, order);
    }
    patterns.clear();
    if (shortest == 0) {
      evidence.collectNewest(symbols, patterns);
    } else if (shortest < ContextVotes.ORDERS) {
      evidence.collectLonger(symbols, patterns);
    }
    double least = least(1);
    for (int i = 0; i < patterns.count(); i++) {
      int pattern = patterns.get(i);
      long frequency = symbols.part().frequency(pattern);
      if (frequency >= least) {
        read(symbols.part().block(), pattern);
        offerContexts(symbols.part().block(), pattern, frequency, horizon);
      }
    }
  }

  /** No vote of a pattern less frequent than this, times a factor, can be among the greatest. */
  private double least(double factor) {
    double least = Double.POSITIVE_INFINITY;
    for (TopSupports supports : best) {
      least = Math.min(least, supports.least());
    }
    return least / factor;
  }

  private void read(Block block, int pattern) {
    budget.spend(2L * block.length(pattern));
    reader.read(block, pattern);
  }

  /** Each event with a wanted outcome has the votes of those before it, back to the last such. */
  private void offerContexts(Block block, int pattern, long frequency, int horizon) {
    int events = reader.events();
    for (int event = 1; event < events; event++) {
      int earliest = Math.max(0, event - horizon);
      for (int i = reader.from(event); i < reader.to(event); i++) {
        int place = place(reader.outcome(i));
        if (place >= 0) {
          int from = Math.max(earliest, reader.before(i));
          offerContexts(block, pattern, frequency, place, from, event);
        }
      }
    }
    int end = place(Outcomes.END);
    if (end >= 0) {
      offerContexts(block, pattern, frequency, end, Math.max(0, events - horizon), events);
    }
  }

  private void offerContexts(
      Block block, int pattern, long frequency, int place, int from, int to) {
    int order = orders[place];
    if (order < 0 || frequency < best[place].least()) {
      return;
    }
    budget.spend(to - from);
    for (int event = from; event < to; event++) {
      if ((reader.bits(event) & 1) != 0 && context.weigh(event, frequency) > order) {
        double weight = context.weight(order);
        offer(place, new Vote(weight, block, pattern, event, Way.CONTEXT, order + 1, 0, 0));
      }
    }
  }

  private void offer(int place, Vote vote) {
    if (vote.weight() > 0) {
      best[place].offer(vote);
    }
  }

  /** The place of an outcome among the wanted ones, or -1. */
  private int place(int outcome) {
    return outcome < places.length ? places[outcome] - 1 : -1;
  }

  private void findRelated(PartSymbols symbols, Related related) {
    double least = least(related.factor);
    if (symbols.part().most() < least) {
      return;
    }
    patterns.clear();
    collect(symbols, related);
    for (int i = 0; i < patterns.count(); i++) {
      int pattern = patterns.get(i);
      long frequency = symbols.part().frequency(pattern);
      if (frequency >= least) {
        read(symbols.part().block(), pattern);
        offerRelated(symbols.part().block(), pattern, frequency, related);
      }
    }
  }

  /** The patterns with the symbol, or those with a wanted one if they are fewer. */
  private void collect(PartSymbols symbols, Related related) {
    long occurrences = 0;
    double most = symbols.part().most() * related.factor;
    boolean end = false;
    for (int place = 0; place < wanted.length; place++) {
      if (most >= best[place].least()) {
        end |= wanted[place] == Outcomes.END;
        occurrences += wanted[place] == Outcomes.END ? 0 : symbols.occurrences(wanted[place]);
      }
    }
    if (end || symbols.occurrences(related.outcome) <= occurrences) {
      symbols.collect(related.outcome, patterns);
      return;
    }
    int lists = 0;
    for (int place = 0; place < wanted.length; place++) {
      if (most >= best[place].least()) {
        symbols.collect(wanted[place], patterns);
        lists++;
      }
    }
    patterns.unite(lists);
  }

  private void offerRelated(Block block, int pattern, long frequency, Related related) {
    int[] here = eventsWith(related.outcome);
    if (here.length == 0) {
      return;
    }
    int found = linkWanted();
    for (int i = 0; i < found; i++) {
      offerRelated(block, pattern, frequency, related, here, present[i]);
      heads[present[i]] = 0;
    }
    int end = place(Outcomes.END);
    if (end >= 0) {
      for (int event : here) {
        double votes = Votes.whole((double) frequency / (later(event) + 1));
        offerRelated(block, pattern, event, related, end, Way.AFTER, votes);
      }
    }
  }

  private int later(int event) {
    return reader.distinct() - reader.to(event);
  }

  private int[] eventsWith(int outcome) {
    int[] found = new int[4];
    int count = 0;
    for (int i = 0; i < reader.distinct(); i++) {
      if (reader.outcome(i) == outcome) {
        found = count == found.length ? Arrays.copyOf(found, 2 * count) : found;
        found[count++] = reader.event(i);
      }
    }
    return Arrays.copyOf(found, count);
  }

  /** Links the indexes of each wanted outcome in the pattern, from the last on. */
  private int linkWanted() {
    if (links.length < reader.distinct()) {
      links = new int[2 * reader.distinct()];
    }
    int found = 0;
    for (int i = 0; i < reader.distinct(); i++) {
      int place = place(reader.outcome(i));
      if (place >= 0) {
        if (heads[place] == 0) {
          present = found == present.length ? Arrays.copyOf(present, 2 * found) : present;
          present[found++] = place;
        }
        links[i] = heads[place];
        heads[place] = i + 1;
      }
    }
    return found;
  }

  private void offerRelated(
      Block block, int pattern, long frequency, Related related, int[] here, int place) {
    int all = 0;
    for (int i = heads[place]; i > 0; i = links[i - 1]) {
      all++;
    }
    budget.spend(all + here.length);
    int next = heads[place];
    int after = 0;
    for (int at = here.length - 1; at >= 0; at--) {
      int event = here[at];
      while (next > 0 && reader.event(next - 1) > event) {
        after++;
        next = links[next - 1];
      }
      boolean same = next > 0 && reader.event(next - 1) == event;
      int before = all - after - (same ? 1 : 0);
      if (after > 0) {
        double votes = after * Votes.whole((double) frequency / later(event));
        offerRelated(block, pattern, event, related, place, Way.AFTER, votes);
      }
      if (before > 0) {
        double votes = before * Votes.whole((double) frequency / reader.from(event));
        offerRelated(block, pattern, event, related, place, Way.BEFORE, votes);
      }
    }
  }

  private void offerRelated(
      Block block, int pattern, int event, Related related, int place, Way way, double votes) {
    double factor = way == Way.BEFORE ? related.factor * Evidence.EARLIER : related.factor;
    double weight = factor * Votes.weightOf(votes);
    if (weight >= best[place].least()) {
      offer(
          place,
          new Vote(
              weight, block, pattern, event, way, related.age, related.symbol, related.outcome));
    }
  }
}

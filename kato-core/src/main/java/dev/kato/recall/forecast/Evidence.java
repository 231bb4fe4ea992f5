package dev.kato.recall.forecast;

import dev.kato.recall.base.Budget;
import dev.kato.recall.index.PartView;
import dev.kato.recall.index.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What all patterns say about what comes next: votes of contiguous contexts (S), and weights of
 * related symbols (L). Used by one thread, for one question after another.
 */
final class Evidence {

  /** Recent events whose symbols count as related, and as repeated. */
  static final int WINDOW = 5;

  /** How much less an event counts than the one after it. */
  static final double RECENCY = 0.8;

  /** What stands before a related symbol counts so much of what stands after it. */
  static final double EARLIER = 0.2;

  private final Outcomes outcomes = new Outcomes();
  private final Recent recent = new Recent();
  private final PatternReader reader = new PatternReader(outcomes, recent);
  private final ContextVotes context = new ContextVotes(outcomes, reader, recent);
  private final RelatedVotes related = new RelatedVotes(outcomes, reader);
  private final PatternList patterns = new PatternList();
  private final Rows rows;
  private double[] weights = new double[256];
  private List<PartSymbols> parts = List.of();
  private Budget budget = Budget.unlimited();

  Evidence(int leastPostings) {
    rows = new Rows(leastPostings, outcomes);
  }

  /** Collects all; {@link #end} is to follow. */
  void collect(Snapshot snapshot, Known known, int horizon, Budget newBudget) {
    budget = newBudget;
    outcomes.begin(snapshot.table().size());
    recent.begin(newest(known));
    context.begin(horizon);
    parts = new ArrayList<>(snapshot.parts().size());
    for (PartView part : snapshot.parts()) {
      PartSymbols symbols = new PartSymbols(part, outcomes, recent, budget);
      parts.add(symbols);
      collectContext(symbols, horizon);
    }
    for (int age = 0; age < window(); age++) {
      for (int outcome : recent.event(age)) {
        if (isNewest(outcome, age)) {
          collectRelated(outcome, age);
        }
      }
    }
    makeRoom();
  }

  private int[][] newest(Known known) {
    int[][] numbers = new int[Math.min(ContextVotes.ORDERS, known.events().size())][];
    for (int age = 0; age < numbers.length; age++) {
      int[] symbols = known.events().get(age);
      numbers[age] = new int[symbols.length];
      for (int i = 0; i < symbols.length; i++) {
        budget.spend(1);
        numbers[age][i] = outcomes.number(symbols[i]);
      }
    }
    return numbers;
  }

  /** How many recent events there are for related symbols and repeats. */
  int window() {
    return Math.min(WINDOW, recent.count());
  }

  /** Whether that is the newest event with this symbol. */
  boolean isNewest(int outcome, int age) {
    return Integer.numberOfTrailingZeros(recent.bits(outcome)) == age;
  }

  /** The outcomes of the recent event of that age. */
  int[] recent(int age) {
    return recent.event(age);
  }

  /** The age of the newest event that has this outcome, of those in the window; -1 if none has. */
  int age(int outcome) {
    int bits = recent.bits(outcome) & (1 << WINDOW) - 1;
    return bits == 0 ? -1 : Integer.numberOfTrailingZeros(bits);
  }

  private void collectContext(PartSymbols symbols, int horizon) {
    int[] newest = recent.event(0);
    SymbolRow row =
        horizon == 1 && newest.length == 1 ? rows.row(symbols, newest[0], budget) : null;
    patterns.clear();
    if (row == null) {
      collectNewest(symbols, patterns);
    } else {
      context.add(row);
      collectLonger(symbols, patterns);
    }
    for (int i = 0; i < patterns.count(); i++) {
      context.vote(read(symbols, patterns.get(i)), 1, row == null ? 0 : 1);
    }
  }

  /** Adds the patterns with a symbol of the newest event. */
  void collectNewest(PartSymbols symbols, PatternList list) {
    for (int outcome : recent.event(0)) {
      symbols.collect(outcome, list);
    }
    list.unite(recent.size(0));
  }

  /** Adds those with more than the newest event side by side, from the shorter of the lists. */
  void collectLonger(PartSymbols symbols, PatternList list) {
    if (recent.count() == 1) {
      return;
    }
    boolean backwards = occurrences(symbols, 1) >= occurrences(symbols, 0);
    int age = backwards ? 0 : 1;
    for (int outcome : recent.event(age)) {
      symbols.collectBeside(outcome, !backwards, recent, 1 - age, list);
    }
    list.unite(recent.size(age));
  }

  private long occurrences(PartSymbols symbols, int age) {
    long sum = 0;
    for (int outcome : recent.event(age)) {
      sum += symbols.occurrences(outcome);
    }
    return sum;
  }

  /** Reads a pattern; returns its frequency. */
  private long read(PartSymbols symbols, int pattern) {
    budget.spend(2L * symbols.part().block().length(pattern));
    reader.read(symbols.part().block(), pattern);
    return symbols.part().frequency(pattern);
  }

  private void collectRelated(int outcome, int age) {
    for (PartSymbols symbols : parts) {
      SymbolRow row = rows.row(symbols, outcome, budget);
      if (row != null) {
        related.add(row);
        continue;
      }
      patterns.clear();
      symbols.collect(outcome, patterns);
      for (int i = 0; i < patterns.count(); i++) {
        related.vote(outcome, read(symbols, patterns.get(i)), 1);
      }
    }
    addWeights(factor(age));
    related.end();
  }

  /** What a vote counts because of a symbol of the event of that age. */
  double factor(int age) {
    return StrictMath.pow(RECENCY, age) / recent.size(age);
  }

  private void addWeights(double factor) {
    makeRoom();
    for (int i = 0; i < related.count(); i++) {
      int outcome = related.outcome(i);
      weights[outcome] += factor * (related.after(outcome) + EARLIER * related.before(outcome));
    }
  }

  private void makeRoom() {
    if (weights.length < outcomes.count()) {
      weights = Arrays.copyOf(weights, Math.max(outcomes.count(), 2 * weights.length));
    }
  }

  /** L of an outcome. */
  double related(int outcome) {
    return weights[outcome];
  }

  /** The parts as they were asked. */
  List<PartSymbols> parts() {
    return parts;
  }

  PatternReader reader() {
    return reader;
  }

  ContextVotes context() {
    return context;
  }

  Outcomes outcomes() {
    return outcomes;
  }

  /** Heap in bytes of its arrays. */
  long heapBytes() {
    return Integer.BYTES * ((long) outcomes.capacity() + reader.capacity() + patterns.capacity())
        + Long.BYTES * ((long) context.capacity() + related.capacity() + weights.length)
        + rows.heapBytes();
  }

  /** Forgets all, whether it was collected or that failed. */
  void end() {
    context.end();
    related.end();
    recent.end();
    Arrays.fill(weights, 0, Math.min(weights.length, outcomes.count()), 0);
    outcomes.end();
    parts = List.of();
    patterns.clear();
    budget = Budget.unlimited();
  }
}

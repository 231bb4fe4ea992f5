package dev.kato.recall.forecast;

import dev.kato.recall.base.Budget;
import dev.kato.recall.base.IntPair;
import dev.kato.recall.index.KeptRows;
import dev.kato.recall.index.PartView;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Gives the rows of frequent symbols: kept ones, brought up to date where patterns have changed
 * since, or new ones. Used by one thread.
 */
final class Rows {

  /** So that they take no more heap than what they sum up. */
  private static final double SHARE_OF_BLOCK = 1;

  private final int leastPostings;
  private final Outcomes outcomes;
  private final Recent recent = new Recent();
  private final PatternReader reader;
  private final RelatedVotes related;
  private final ContextVotes context;
  private final PatternList patterns = new PatternList();

  /**
   * Rows.
   *
   * @param leastPostings of symbols that are worth a row
   */
  Rows(int leastPostings, Outcomes outcomes) {
    this.leastPostings = leastPostings;
    this.outcomes = outcomes;
    reader = new PatternReader(outcomes, recent);
    related = new RelatedVotes(outcomes, reader);
    context = new ContextVotes(outcomes, reader, recent);
  }

  /** The row of a symbol as the part is now, or null if it is not worth one. */
  @Nullable SymbolRow row(PartSymbols symbols, int outcome, Budget budget) {
    KeptRows kept = symbols.part().block().rows();
    if (kept == null || symbols.occurrences(outcome) < leastPostings) {
      return null;
    }
    int symbol = outcomes.symbol(outcome);
    SymbolRow known = (SymbolRow) kept.get(symbol);
    if (known == null && kept.isFull()) {
      return null;
    }
    SymbolRow row =
        known == null
            ? computed(symbols, outcome, budget)
            : current(symbols, outcome, known, budget);
    if (row != known) {
      long most = (long) (SHARE_OF_BLOCK * symbols.part().block().bytesWithoutRows());
      kept.keep(symbol, row, most);
    }
    return row;
  }

  private SymbolRow computed(PartSymbols symbols, int outcome, Budget budget) {
    begin(outcome);
    try {
      patterns.clear();
      symbols.collect(outcome, patterns);
      for (int i = 0; i < patterns.count(); i++) {
        vote(symbols.part(), symbols.part(), patterns.get(i), outcome, 1, budget);
      }
      return summedUp(symbols.part());
    } finally {
      end();
    }
  }

  private SymbolRow current(PartSymbols symbols, int outcome, SymbolRow known, Budget budget) {
    PartView now = symbols.part();
    patterns.clear();
    now.changedSince(known.base(), patterns::add);
    if (patterns.count() == 0) {
      return known;
    }
    if (patterns.count() >= symbols.occurrences(outcome)) {
      return computed(symbols, outcome, budget);
    }
    begin(outcome);
    try {
      boolean concerned = false;
      for (int i = 0; i < patterns.count(); i++) {
        concerned |= vote(known.base(), now, patterns.get(i), outcome, -1, budget);
        vote(now, now, patterns.get(i), outcome, 1, budget);
      }
      if (!concerned) {
        return known.rebased(now);
      }
      related.add(known);
      context.add(known);
      return summedUp(now);
    } finally {
      end();
    }
  }

  private void begin(int outcome) {
    recent.begin(new int[][] {{outcome}});
    context.begin(1);
  }

  /** Whether the pattern has the symbol at all. */
  private boolean vote(
      PartView frequencies, PartView part, int pattern, int outcome, int sign, Budget budget) {
    budget.spend(part.block().length(pattern));
    long frequency = frequencies.frequency(pattern);
    reader.read(part.block(), pattern);
    boolean has = false;
    for (int event = 0; event < reader.events(); event++) {
      has |= reader.bits(event) != 0;
    }
    if (has && frequency > 0) {
      related.vote(outcome, frequency, sign);
      context.vote(frequency, sign, 0);
    }
    return has;
  }

  /** By id of the symbols, so that rows of one part go through memory side by side. */
  private SymbolRow summedUp(PartView part) {
    int[] touched = byId(this::isRelated);
    Votes votes = context.votes(0);
    int[] followers = byId(outcome -> !votes.isZero(outcome));
    int[] cells = IntStream.range(0, ContextVotes.REPEAT_CELLS).toArray();
    return new SymbolRow(
        part,
        context.occurrences(),
        symbols(touched),
        SymbolRow.Column.of(related.votes(), cells(touched, 0)),
        SymbolRow.Column.of(related.votes(), cells(touched, 1)),
        symbols(followers),
        SymbolRow.Column.of(votes, followers),
        SymbolRow.Column.of(context.repeats(), cells));
  }

  private boolean isRelated(int outcome) {
    return !related.votes().isZero(2 * outcome) || !related.votes().isZero(2 * outcome + 1);
  }

  private static int[] cells(int[] outcomes, int beside) {
    return Arrays.stream(outcomes).map(outcome -> 2 * outcome + beside).toArray();
  }

  /** The outcomes touched for which a condition holds, by id; what follows is related, too. */
  private int[] byId(IntPredicate condition) {
    long[] pairs = new long[related.count()];
    int count = 0;
    for (int i = 0; i < pairs.length; i++) {
      int outcome = related.outcome(i);
      if (condition.test(outcome)) {
        pairs[count++] = IntPair.of(symbol(outcome) + 1, outcome);
      }
    }
    Arrays.sort(pairs, 0, count);
    return Arrays.stream(pairs, 0, count).distinct().mapToInt(IntPair::second).toArray();
  }

  private int symbol(int outcome) {
    return outcome == Outcomes.END ? SymbolRow.END : outcomes.symbol(outcome);
  }

  private int[] symbols(int[] numbers) {
    return Arrays.stream(numbers).map(this::symbol).toArray();
  }

  private void end() {
    recent.end();
    related.end();
    context.end();
  }

  /** Heap in bytes of the arrays it works in. */
  long heapBytes() {
    return Integer.BYTES * ((long) reader.capacity() + patterns.capacity())
        + Long.BYTES * ((long) related.capacity() + context.capacity());
  }
}

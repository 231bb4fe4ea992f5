package dev.kato.recall.forecast;

import dev.kato.recall.base.Budget;
import dev.kato.recall.index.KeptRows;
import dev.kato.recall.index.PartView;
import java.util.Arrays;
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
      addTo(known, related, context);
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

  private SymbolRow summedUp(PartView part) {
    int[] touched = new int[related.count()];
    int count = 0;
    for (int i = 0; i < touched.length; i++) {
      int outcome = related.outcome(i);
      if (!related.after().isZero(outcome) || !related.before().isZero(outcome)) {
        touched[count++] = outcome;
      }
    }
    Votes votes = context.votes(0);
    int[] followers = new int[count + 1];
    int followerCount = 0;
    for (int i = 0; i < count; i++) {
      if (!votes.isZero(touched[i])) {
        followers[followerCount++] = touched[i];
      }
    }
    int[] cells = new int[context.repeats().capacity()];
    Arrays.setAll(cells, cell -> cell);
    return new SymbolRow(
        part,
        context.occurrences(),
        symbols(touched, count),
        SymbolRow.Column.of(related.after(), touched, count),
        SymbolRow.Column.of(related.before(), touched, count),
        symbols(followers, followerCount),
        SymbolRow.Column.of(votes, followers, followerCount),
        SymbolRow.Column.of(context.repeats(), cells, ContextVotes.REPEAT_CELLS));
  }

  private int[] symbols(int[] numbers, int count) {
    int[] symbols = new int[count];
    for (int i = 0; i < count; i++) {
      symbols[i] = numbers[i] == Outcomes.END ? SymbolRow.END : outcomes.symbol(numbers[i]);
    }
    return symbols;
  }

  private void end() {
    recent.end();
    related.end();
    context.end();
  }

  /** Adds a row's votes for what is related. */
  void addTo(SymbolRow row, RelatedVotes votes) {
    for (int i = 0; i < row.related().length; i++) {
      int outcome = number(row.related()[i]);
      votes.add(
          outcome,
          row.after().high(i),
          row.after().low()[i],
          row.before().high(i),
          row.before().low()[i]);
    }
  }

  /** Adds a row's votes for what follows at once. */
  void addTo(SymbolRow row, ContextVotes votes) {
    votes.add(row, this::number);
  }

  private void addTo(SymbolRow row, RelatedVotes relatedVotes, ContextVotes contextVotes) {
    addTo(row, relatedVotes);
    addTo(row, contextVotes);
  }

  private int number(int symbol) {
    return symbol == SymbolRow.END ? Outcomes.END : outcomes.number(symbol);
  }

  /** Heap in bytes of the arrays it works in. */
  long heapBytes() {
    return Integer.BYTES * ((long) reader.capacity() + patterns.capacity())
        + Long.BYTES * ((long) related.capacity() + context.capacity());
  }
}

package dev.kato.recall.text;

import dev.kato.recall.align.State;
import dev.kato.recall.align.StateSymbols;
import dev.kato.recall.base.Budget;
import dev.kato.recall.score.Reading;
import java.util.Arrays;

/**
 * Reads each symbol of the state that a pattern lacks as the most similar symbol of that pattern,
 * of several the first, if one is similar enough. For one question; not thread-safe.
 */
final class FuzzyReader {

  private final State state;
  private final StateSymbols stateSymbols;
  private final Likeness likeness;
  private final Budget budget;

  /** By number of a symbol of the state the most similar symbol of the pattern, and how much. */
  private final int[] nearest;

  private final double[] best;

  /** By number of a symbol of the state whether the pattern has it. */
  private final boolean[] contained;

  FuzzyReader(State state, StateSymbols stateSymbols, Likeness likeness, Budget budget) {
    this.state = state;
    this.stateSymbols = stateSymbols;
    this.likeness = likeness;
    this.budget = budget;
    nearest = new int[likeness.distinct()];
    best = new double[likeness.distinct()];
    contained = new boolean[likeness.distinct()];
  }

  /** The state as read for a pattern with these symbols. */
  Reading read(int[] pattern) {
    budget.spend(pattern.length + 2L * state.length());
    Arrays.fill(best, 0);
    Arrays.fill(contained, false);
    for (int symbol : pattern) {
      int position = stateSymbols.position(symbol);
      if (position >= 0) {
        contained[likeness.number(position)] = true;
      }
      compare(symbol);
    }
    return reading();
  }

  private Reading reading() {
    Reading reading = Reading.literal(state.ids());
    for (int i = 0; i < state.length(); i++) {
      int number = likeness.number(i);
      if (!contained[number] && best[number] > 0) {
        if (reading.ids() == state.ids()) {
          reading = new Reading(state.ids().clone(), new double[state.length()]);
        }
        reading.ids()[i] = nearest[number];
        reading.similarities()[i] = best[number];
      }
    }
    return reading;
  }

  private void compare(int symbol) {
    Likeness.Row row = likeness.row(symbol);
    budget.spend(row.observed().length);
    for (int i = 0; i < row.observed().length; i++) {
      int number = row.observed()[i];
      if (row.similarities()[i] > best[number]) {
        best[number] = row.similarities()[i];
        nearest[number] = symbol;
      }
    }
  }
}

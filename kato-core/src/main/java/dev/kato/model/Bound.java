package dev.kato.model;

/** One of the bounds that a pattern must pass to be predicted; see {@link Explanation#bounds()}. */
public sealed interface Bound {

  /** Whether the pattern passes it, whatever the others say. */
  boolean passed();

  /**
   * The state is compared with patterns at all.
   *
   * @param symbols how many the state has
   * @param least {@code min_symbols}
   */
  record MinSymbols(int symbols, int least) implements Bound {
    @Override
    public boolean passed() {
      return symbols >= least;
    }
  }

  /**
   * State and pattern have something in common.
   *
   * @param matched how many symbols match
   * @param least 1; 0 if {@code recall_threshold} is 0
   */
  record Matches(int matched, int least) implements Bound {
    @Override
    public boolean passed() {
      return matched >= least;
    }
  }

  /**
   * They are similar enough.
   *
   * @param similarity of the two
   * @param least {@code recall_threshold}
   * @param needed the fewest matched symbols, in character mode common characters, that are enough
   *     for a pattern and a state of these lengths; may be more than they have
   */
  record RecallThreshold(double similarity, double least, long needed) implements Bound {
    @Override
    public boolean passed() {
      return similarity >= least;
    }
  }

  /**
   * The pattern ranks among those that are returned.
   *
   * @param rank its place among all members of the ensemble, from 1; 0 if it is not a member
   *     because it does not pass the bounds before
   * @param members how many the ensemble has
   * @param most {@code max_predictions}
   * @param by {@code rank_sort_algo}
   */
  record MaxPredictions(int rank, int members, int most, Metric by) implements Bound {
    @Override
    public boolean passed() {
      return rank > 0 && rank <= most;
    }
  }
}

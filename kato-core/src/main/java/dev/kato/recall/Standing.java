package dev.kato.recall;

import dev.kato.model.Prediction;
import org.jspecify.annotations.Nullable;

/**
 * Where a pattern stands in an ensemble.
 *
 * @param members how many that has
 * @param rank the pattern's place among them, from 1; 0 if it is none
 * @param prediction what is made of it; null if it is none
 */
record Standing(int members, int rank, @Nullable Prediction prediction) {

  /** In an ensemble that nobody asks for. */
  static final Standing NONE = new Standing(0, 0, null);
}

package dev.kato.cli.transfer;

import dev.kato.model.FloatVector;
import dev.kato.model.Pattern;
import dev.kato.model.UserId;

/** One line between the first and the last. */
sealed interface Record {

  /** Whose it is. */
  UserId user();

  /** A learned pattern. */
  record OfPattern(UserId user, Pattern pattern) implements Record {}

  /** A learned vector. */
  record OfVector(UserId user, String symbol, FloatVector vector) implements Record {}
}

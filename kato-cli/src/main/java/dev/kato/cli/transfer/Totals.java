package dev.kato.cli.transfer;

/**
 * What a file holds, or what was moved.
 *
 * @param users with at least one pattern or vector
 */
public record Totals(long users, long patterns, long vectors) {

  static final Totals NOTHING = new Totals(0, 0, 0);

  /** As a person reads it. */
  @Override
  public String toString() {
    return patterns + " patterns and " + vectors + " vectors of " + users + " users";
  }
}

package dev.kato.model;

/** The check that a number is one. */
final class Finite {

  private Finite() {}

  static Double check(String field, Double value) {
    if (!Double.isFinite(value)) {
      throw new InvalidInputException(field, "must be a finite number");
    }
    return value;
  }
}

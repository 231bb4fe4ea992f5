package dev.kato.model;

/** A vector has another dimension than its neighbours or the user's knowledge base. */
public final class VectorDimensionMismatchException extends InvalidInputException {

  private static final long serialVersionUID = 1L;

  private final String place;
  private final int expected;
  private final int actual;

  /** A vector of {@code actual} components where {@code expected} were needed. */
  public VectorDimensionMismatchException(int expected, int actual) {
    this("", expected, actual);
  }

  private VectorDimensionMismatchException(String place, int expected, int actual) {
    super(
        place + "vectors",
        "have dimension " + actual + ", expected " + expected,
        (place.isEmpty() ? "" : place + "vectors: ")
            + "Vector dimension mismatch: expected "
            + expected
            + ", got "
            + actual);
    this.place = place;
    this.expected = expected;
    this.actual = actual;
  }

  /** The dimension needed. */
  public int expected() {
    return expected;
  }

  /** The dimension given. */
  public int actual() {
    return actual;
  }

  @Override
  public InvalidInputException within(String outer) {
    return new VectorDimensionMismatchException(outer + "." + place, expected, actual);
  }
}

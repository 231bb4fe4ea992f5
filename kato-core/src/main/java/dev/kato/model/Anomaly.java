package dev.kato.model;

/**
 * A symbol that was read as another one.
 *
 * @param observed the symbol of the state
 * @param expected the symbol of the pattern it was matched with
 * @param similarity of the two, by code points, 0..1
 */
public record Anomaly(String observed, String expected, double similarity) {}

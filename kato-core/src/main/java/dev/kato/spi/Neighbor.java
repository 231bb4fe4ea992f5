package dev.kato.spi;

/**
 * A vector near another.
 *
 * @param symbol its name
 * @param squaredDistance as {@link dev.kato.model.FloatVector#squaredDistance} computes it
 */
public record Neighbor(String symbol, double squaredDistance) {}

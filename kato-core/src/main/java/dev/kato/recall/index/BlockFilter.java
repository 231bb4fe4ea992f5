package dev.kato.recall.index;

/**
 * Tells of patterns, without taking them out of their block, that some question is not for them.
 */
public interface BlockFilter {

  /** Whether the question may be for the {@code pattern}-th pattern of the block. */
  boolean admits(Block block, int pattern);
}

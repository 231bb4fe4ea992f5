package dev.kato.config;

/** What auto-learning leaves in the short-term memory. */
public enum StmMode {
  /** Nothing. */
  CLEAR,
  /** The newest event, as context for the next pattern. */
  LAST,
  /** The newest {@code max_pattern_length} &minus; 1 events. */
  ROLLING
}

package dev.kato.config;

import dev.kato.model.WireNamed;

/** What auto-learning leaves in the short-term memory. */
public enum StmMode implements WireNamed {
  /** Nothing. */
  CLEAR,
  /** The newest event, as context for the next pattern. */
  LAST,
  /** The newest {@code max_pattern_length} &minus; 1 events. */
  ROLLING;

  /** The name on the wire: this one. */
  @Override
  public String wireName() {
    return name();
  }
}

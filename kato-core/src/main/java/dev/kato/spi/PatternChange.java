package dev.kato.spi;

import dev.kato.model.Pattern;
import dev.kato.model.PatternName;

/** One change of a knowledge base. */
public sealed interface PatternChange {

  /** Everything known so far is void; what is there comes next. */
  record Reset() implements PatternChange {}

  /** The pattern is now this. */
  record Put(Pattern pattern) implements PatternChange {}

  /** The pattern is no more. */
  record Deleted(PatternName name) implements PatternChange {}
}

package dev.kato.storage.inmemory;

import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.spi.PatternChange;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A pattern as a revision left it, or that it was deleted; a link in a {@link History}. */
final class PatternEntry {

  final PatternName name;
  final @Nullable Pattern pattern;
  final long revision;
  @Nullable PatternEntry before;
  @Nullable PatternEntry after;

  PatternEntry(PatternName name, @Nullable Pattern pattern, long revision) {
    this.name = name;
    this.pattern = pattern;
    this.revision = revision;
  }

  boolean isTombstone() {
    return pattern == null;
  }

  Pattern state() {
    return Objects.requireNonNull(pattern);
  }

  PatternChange change() {
    return pattern == null ? new PatternChange.Deleted(name) : new PatternChange.Put(pattern);
  }
}

package dev.kato.cli.transfer;

import dev.kato.model.UserId;
import org.jspecify.annotations.Nullable;

/** Counts users whose lines stand together. */
final class UserCounter {

  private @Nullable UserId last;
  private long count;

  /** Whether this is another user than that of the line before. */
  boolean see(UserId user) {
    boolean another = !user.equals(last);
    last = user;
    count += another ? 1 : 0;
    return another;
  }

  long count() {
    return count;
  }
}

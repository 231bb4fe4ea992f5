package dev.kato.storage.mongo;

import dev.kato.model.PatternName;
import dev.kato.model.UserId;

/**
 * Where a user's knowledge base stands.
 *
 * @param epoch grows when the knowledge base is cleared
 * @param revision the newest one given to a write of this epoch; they count from 1
 * @param purged tombstones up to this revision may be gone
 */
record Head(UserId user, long epoch, long revision, long purged) {

  private static final String EPOCH_FORMAT = "%s %016x";

  /** The same when that revision was given. */
  Head at(long earlier) {
    return new Head(user, epoch, earlier, purged);
  }

  /** Names the documents of this epoch. */
  String kb() {
    return EPOCH_FORMAT.formatted(UserKey.of(user), epoch);
  }

  /** Names the document of one pattern. */
  String id(PatternName name) {
    return kb() + " " + name.hash();
  }

  /** Sorts before the names of all epochs. */
  String lowestKb() {
    return UserKey.of(user) + " ";
  }
}

package dev.kato.storage.mongo;

import org.bson.BsonValue;

/**
 * Revisions that a batch of writes took at once, one for each.
 *
 * @param head with the last of them
 * @param count how many they are
 * @param takenAt nanoseconds, from before they were taken
 */
record StampRange(Head head, int count, long takenAt) {

  long first() {
    return last() - count + 1;
  }

  long last() {
    return head.revision();
  }

  boolean contains(BsonValue revision) {
    long number = revision.asNumber().longValue();
    return number >= first() && number <= last();
  }

  /** That of the {@code index}-th write. */
  Stamp get(int index) {
    return new Stamp(head.at(first() + index), takenAt);
  }
}

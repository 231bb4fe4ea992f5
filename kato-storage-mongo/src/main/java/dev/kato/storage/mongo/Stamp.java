package dev.kato.storage.mongo;

/**
 * A revision that a write took.
 *
 * @param head with that revision
 * @param takenAt nanoseconds, from before it was taken
 */
record Stamp(Head head, long takenAt) {

  long revision() {
    return head.revision();
  }
}

package dev.kato.storage.inmemory;

/** Open until it is closed. */
final class Gate {

  private volatile boolean closed;

  void close() {
    closed = true;
  }

  void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
  }

  void checkOpen(int limit) {
    checkOpen();
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, not " + limit);
    }
  }
}

package dev.kato.server.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The heap that the bodies and answers of all requests in flight may take together. Thread-safe.
 */
public final class MemoryBudget {

  private final long limit;
  private final AtomicLong taken = new AtomicLong();

  /** Of so many bytes. */
  public MemoryBudget(long limit) {
    this.limit = limit;
  }

  /** Bytes that are taken now. */
  public long taken() {
    return taken.get();
  }

  /** Nothing yet, for one request. */
  public Share share() {
    return new Share();
  }

  /** What one request has taken; given back when it is closed. Used by one thread at a time. */
  public final class Share implements AutoCloseable {
    private long mine;

    private Share() {}

    /**
     * Takes more.
     *
     * @throws HttpFailure 503 if all requests together would have taken too much; a request that is
     *     alone gets what it needs
     */
    public void take(long bytes) {
      long all = taken.addAndGet(bytes);
      mine += bytes;
      if (all > limit && all > mine) {
        throw HttpFailure.overloaded("The requests in flight take as much memory as they may");
      }
    }

    @Override
    public void close() {
      taken.addAndGet(-mine);
      mine = 0;
    }
  }
}

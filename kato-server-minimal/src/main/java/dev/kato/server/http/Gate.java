package dev.kato.server.http;

import java.time.Duration;

/** Counts the requests in flight, bounds them, and closes for good. Thread-safe. */
public final class Gate {

  private final int limit;
  private int inFlight;
  private int peak;
  private boolean closed;
  private boolean leaving;

  /** Lets so many in at once. */
  public Gate(int limit) {
    this.limit = limit;
  }

  /** Lets one in, unless it is full or closed. */
  synchronized boolean enter() {
    if (closed || inFlight >= limit) {
      return false;
    }
    inFlight++;
    peak = Math.max(peak, inFlight);
    return true;
  }

  synchronized void leave() {
    inFlight--;
    notifyAll();
  }

  /** Whether it lets requests in, and will go on to. */
  public synchronized boolean isOpen() {
    return !closed && !leaving;
  }

  /** Lets requests in as before, but is not open for long any more. */
  public synchronized void announceClosing() {
    leaving = true;
  }

  /** The most requests it lets in at once. */
  public int limit() {
    return limit;
  }

  /** The most requests that have been in flight at once. */
  public synchronized int peak() {
    return peak;
  }

  /** Requests in flight. */
  public synchronized int inFlight() {
    return inFlight;
  }

  /**
   * Lets nobody in any more and waits until all are out.
   *
   * @return whether they were, within {@code patience}
   */
  public synchronized boolean close(Duration patience) throws InterruptedException {
    closed = true;
    long end = System.nanoTime() + patience.toNanos();
    while (inFlight > 0) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}

package dev.kato.spi;

/** A lock that is held. */
public interface SessionLock extends AutoCloseable {

  /**
   * Begins the lease anew.
   *
   * @return false if the lock was lost or given back
   */
  boolean extend();

  /**
   * Gives the lock back if it is still ours, also when the calling thread is interrupted, which it
   * then stays; never throws for a store that does not answer. Closing it again does nothing.
   */
  @Override
  void close();
}

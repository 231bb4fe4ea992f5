package dev.kato.server.http;

/** Hears of every request. Called from many threads at once. */
public interface RequestListener {

  /** A request is being worked on. */
  void started();

  /**
   * A request was answered.
   *
   * @param route template of its route; {@code unmatched} where there is none
   * @param nanos from its beginning to the end of the answer
   */
  void finished(String method, String route, int status, long nanos);
}

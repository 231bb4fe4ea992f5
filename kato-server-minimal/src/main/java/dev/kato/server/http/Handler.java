package dev.kato.server.http;

/** What a route does. */
@FunctionalInterface
public interface Handler {

  /** The answer; what it throws is answered as its kind says. */
  Response handle(Request request);
}

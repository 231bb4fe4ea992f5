package dev.kato.server.http;

/** Whose a route is: what decides whether a key's scope covers a request to it. */
public enum Subject {
  /** The server as a whole: for operators. What a route is that says nothing. */
  SERVER,
  /** Nobody's: for every key. */
  NOBODY,
  /** That of the path's {@code user_id}; to other keys there is nothing. */
  USER_IN_PATH,
  /** That of the path's {@code session_id}; to other keys there is none of that id. */
  SESSION_IN_PATH,
  /** Known only to the handler, which has to ask {@link Request#mayUse}. */
  HANDLER
}

package dev.kato;

/** Whether a session is there. */
public enum SessionPresence {
  /** It can be used. */
  LIVE,
  /** Its time is over. */
  EXPIRED,
  /** Nothing is known of it. */
  ABSENT
}

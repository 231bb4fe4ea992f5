package dev.kato.server.events;

import dev.kato.model.PatternName;
import dev.kato.model.SessionId;
import dev.kato.model.UserId;
import dev.kato.server.http.Fields;
import dev.kato.server.view.Views;
import dev.kato.spi.KatoListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of this server, each with a number. Those who read are never waited for: who is
 * too slow finds a gap. Thread-safe.
 */
public final class EventLog implements KatoListener, AutoCloseable {

  private final @Nullable Entry[] ring;
  private long next;
  private boolean closed;

  /** Keeps so many events. */
  public EventLog(int capacity) {
    ring = new Entry[capacity];
  }

  /** One event, as a JSON object, with its number. */
  record Entry(long number, String type, Map<String, @Nullable Object> content) {}

  @Override
  public void sessionCreated(SessionId session, UserId user, Instant at) {
    add(
        "session.created",
        at,
        Fields.of(
            "session_id", session.value(),
            "user_id", user.value(),
            "node_id", user.value(),
            "created_at", Views.time(at)));
  }

  @Override
  public void sessionDeleted(SessionId session, Instant at) {
    ended("session.deleted", session, at, "explicit_delete");
  }

  @Override
  public void sessionExpired(SessionId session, Instant at) {
    ended("session.expired", session, at, "expired");
  }

  private void ended(String type, SessionId session, Instant at, String reason) {
    add(
        type,
        at,
        Fields.of("session_id", session.value(), "destroyed_at", Views.time(at), "reason", reason));
  }

  @Override
  public void patternLearned(UserId user, PatternName name, SessionId session, Instant at) {
    add(
        "pattern.learned",
        at,
        Fields.of(
            "pattern_name", name.prefixed(),
            "user_id", user.value(),
            "session_id", session.value()));
  }

  private synchronized void add(String type, Instant at, Map<String, @Nullable Object> data) {
    Map<String, @Nullable Object> content =
        Fields.of("event_type", type, "timestamp", Views.time(at), "data", data);
    ring[slot(next)] = new Entry(next, type, content);
    next++;
    notifyAll();
  }

  private int slot(long number) {
    return (int) (number % ring.length);
  }

  /** The number that the next event will have. */
  synchronized long next() {
    return next;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /**
   * The events from a number on that are still known; waits for one if there is none, but no longer
   * than {@code patience}.
   */
  synchronized List<Entry> from(long number, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (next <= number && !closed) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return List.of();
      }
      wait(left);
    }
    List<Entry> entries = new ArrayList<>();
    for (long i = Math.max(number, next - ring.length); i < next; i++) {
      Entry entry = ring[slot(i)];
      if (entry != null) {
        entries.add(entry);
      }
    }
    return entries;
  }

  /** Ends the waiting of all readers. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}

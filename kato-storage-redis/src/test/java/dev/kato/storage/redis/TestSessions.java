package dev.kato.storage.redis;

import dev.kato.model.SessionId;
import dev.kato.model.SessionState;
import dev.kato.model.ShortTermMemory;
import dev.kato.model.UserId;
import dev.kato.spi.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

final class TestSessions {

  private TestSessions() {}

  /** The version of a session that is there. */
  static long version(SessionStore store, SessionId id) {
    return store.find(id).orElseThrow().version();
  }

  static SessionState plain(SessionId id) {
    return atTime(id, 0);
  }

  static SessionState atTime(SessionId id, long time) {
    return new SessionState(
        id,
        new UserId("user"),
        Instant.EPOCH,
        Duration.ofHours(1),
        Map.of(),
        Map.of(),
        time,
        ShortTermMemory.EMPTY,
        null,
        List.of(),
        Map.of());
  }
}

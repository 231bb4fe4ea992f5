package dev.kato.storage.inmemory;

import dev.kato.model.SessionId;
import dev.kato.model.SessionState;
import dev.kato.model.ShortTermMemory;
import dev.kato.model.UserId;
import dev.kato.spi.SessionContent;
import dev.kato.spi.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** That the store of sessions is linearizable: two ids, two users, versions as they come. */
class SessionLinearizabilityTest {

  @Test
  void whateverThreadsDo() {
    Lincheck.stress(Steps.class);
  }

  @Test
  void whereverTheyAreInterrupted() {
    Lincheck.modelCheck(OneSession.class);
  }

  /** The steps that are mixed. */
  @Param(name = "id", gen = IntGen.class, conf = "0:1")
  @Param(name = "user", gen = IntGen.class, conf = "0:1")
  @Param(name = "version", gen = IntGen.class, conf = "1:2")
  @Param(name = "time", gen = IntGen.class, conf = "0:2")
  public static class Steps {

    private final SessionStore store = InMemoryStorage.sessions();

    /** With one session, so that most steps meet one. */
    public Steps() {
      store.create(state(0, 0), at(2), at(1), 2);
    }

    @Operation
    public boolean create(
        @Param(name = "id") int id,
        @Param(name = "user") int user,
        @Param(name = "time") int time) {
      return store.create(state(id, user), at(time), at(1), 2);
    }

    @Operation
    public String find(@Param(name = "id") int id) {
      return store
          .find(id(id))
          .map(
              session ->
                  session.version()
                      + " of "
                      + session.content().state().user()
                      + " until "
                      + session.expiresAt())
          .orElse("none");
    }

    @Operation
    public String replace(
        @Param(name = "id") int id,
        @Param(name = "version") int version,
        @Param(name = "user") int user,
        @Param(name = "time") int time) {
      return store
          .replace(id(id), version, SessionContent.of(state(id, user)), at(time))
          .toString();
    }

    @Operation
    public boolean touch(
        @Param(name = "id") int id,
        @Param(name = "version") int version,
        @Param(name = "time") int time) {
      return store.touch(id(id), version, at(time));
    }

    @Operation
    public boolean delete(@Param(name = "id") int id, @Param(name = "version") int version) {
      return store.delete(id(id), version);
    }

    @Operation
    public String removeExpired(@Param(name = "time") int time) {
      return store.removeExpired(at(time), 1).toString();
    }

    @Operation
    public long count(@Param(name = "time") int time) {
      return store.count(at(time));
    }

    @Operation
    public String sessionsOf(@Param(name = "user") int user) {
      return store.sessionsOf(user(user)).toString();
    }

    private static SessionId id(int id) {
      return new SessionId("session-" + id);
    }

    private static UserId user(int user) {
      return new UserId("user-" + user);
    }

    private static Instant at(int seconds) {
      return Instant.ofEpochSecond(seconds);
    }

    private static SessionState state(int id, int user) {
      return new SessionState(
          id(id),
          user(user),
          Instant.EPOCH,
          Duration.ofHours(1),
          Map.of(),
          Map.of(),
          0,
          ShortTermMemory.EMPTY,
          null,
          List.of(),
          Map.of());
    }
  }

  /** Few steps, all of which mean the session that is there at first. */
  public static class OneSession {

    private final Steps steps = new Steps();

    @Operation
    public String find() {
      return steps.find(0);
    }

    @Operation
    public boolean create() {
      return steps.create(0, 1, 2);
    }

    @Operation
    public String replace() {
      return steps.replace(0, 1, 1, 2);
    }

    @Operation
    public boolean delete() {
      return steps.delete(0, 1);
    }
  }
}

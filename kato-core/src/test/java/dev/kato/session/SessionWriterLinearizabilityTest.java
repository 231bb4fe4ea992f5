package dev.kato.session;

import dev.kato.model.EmptyMemoryException;
import dev.kato.model.Event;
import dev.kato.model.SessionId;
import dev.kato.model.SessionNotFoundException;
import dev.kato.model.SessionState;
import dev.kato.model.UserId;
import dev.kato.session.Instances.Instance;
import java.time.Duration;
import java.util.function.Supplier;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * That every answer of the session writer can be explained by an order of the calls, one after the
 * other: two instances on the same stores, one session's id, two users.
 */
class SessionWriterLinearizabilityTest {

  private static final boolean EXTENDED = Boolean.getBoolean("kato.extended");

  @Test
  void inTurn() {
    check(InTurn.class);
  }

  @Test
  void whenEveryTurnIsLost() {
    check(WithoutTurns.class);
  }

  private static void check(Class<?> steps) {
    new StressOptions()
        .threads(3)
        .actorsPerThread(3)
        .iterations(EXTENDED ? 200 : 15)
        .invocationsPerIteration(EXTENDED ? 2000 : 50)
        .check(steps);
  }

  /**
   * With turns learning is among the steps: without, one may answer for another that completed it.
   */
  public static class InTurn extends Steps {

    @Operation
    public String learn(@Param(name = "instance") int instance) {
      return answer(() -> instances[instance].operations.learn(ID, null));
    }
  }

  /** Nobody waits for anybody. */
  public static class WithoutTurns extends Steps {

    public WithoutTurns() {
      stores.sessions.letEveryoneIn();
    }
  }

  /** The steps that are mixed. */
  @Param(name = "instance", gen = IntGen.class, conf = "0:1")
  @Param(name = "user", gen = IntGen.class, conf = "0:1")
  @Param(name = "symbol", gen = IntGen.class, conf = "0:1")
  public abstract static class Steps {

    static final SessionId ID = new SessionId("x");

    final Instances stores = new Instances();
    final Instance[] instances = {stores.instance(), stores.instance()};

    @Operation
    public void findOrOpen(@Param(name = "instance") int instance, @Param(name = "user") int user) {
      instances[instance].writer.findOrOpen(ID, Instances.of(new UserId("user-" + user)));
    }

    @Operation
    public String observe(
        @Param(name = "instance") int instance, @Param(name = "symbol") int symbol) {
      return answer(
          () ->
              instances[instance].operations.observe(ID, Instances.seen("a", "s" + symbol)).time());
    }

    @Operation
    public String use(@Param(name = "instance") int instance) {
      return answer(
          () -> {
            SessionState state = instances[instance].writer.use(ID).content().state();
            return state.user() + " " + Event.flatten(state.memory().events());
          });
    }

    @Operation
    public String extend(@Param(name = "instance") int instance) {
      return answer(
          () -> {
            instances[instance].writer.extend(ID, Duration.ofHours(2));
            return "extended";
          });
    }

    @Operation
    public String life() {
      return stores
          .sessions
          .find(ID)
          .map(session -> Duration.between(stores.now, session.expiresAt()).toString())
          .orElse("none");
    }

    @Operation
    public String delete(@Param(name = "instance") int instance) {
      return answer(
          () -> {
            instances[instance].writer.delete(ID);
            return "deleted";
          });
    }

    static String answer(Supplier<Object> call) {
      try {
        return String.valueOf(call.get());
      } catch (SessionNotFoundException e) {
        return "not found";
      } catch (EmptyMemoryException e) {
        return "empty";
      }
    }
  }
}

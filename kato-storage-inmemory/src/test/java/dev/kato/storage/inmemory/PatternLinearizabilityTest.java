package dev.kato.storage.inmemory;

import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.UserId;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.PatternStore;
import dev.kato.spi.PatternUpdate;
import dev.kato.testkit.PatternMirror;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** That the store of patterns is linearizable: two patterns, three ids of operations, a reader. */
class PatternLinearizabilityTest {

  @Test
  void whateverThreadsDo() {
    Lincheck.stress(Steps.class);
  }

  @Test
  void whereverTheyAreInterrupted() {
    Lincheck.modelCheck(OnePattern.class);
  }

  /** The steps that are mixed. */
  @Param(name = "pattern", gen = IntGen.class, conf = "0:1")
  @Param(name = "operation", gen = IntGen.class, conf = "0:2")
  @Param(name = "time", gen = IntGen.class, conf = "0:2")
  public static class Steps {

    private static final UserId USER = new UserId("user");
    private static final Instant REPEATABLE_UNTIL = at(1);
    private static final List<List<Event>> EVENTS =
        List.of(List.of(Event.of("a", "b")), List.of(Event.of("a", "c")));
    private static final List<PatternName> NAMES = EVENTS.stream().map(PatternName::of).toList();

    private final PatternStore store = InMemoryStorage.patterns();
    private final PatternMirror mirror = new PatternMirror(store, USER);

    @Operation
    public void learn(
        @Param(name = "pattern") int pattern,
        @Param(name = "operation") int operation,
        @Param(name = "time") int time) {
      store.learn(USER, request(pattern, operation), at(time));
    }

    @Operation
    public void forget(
        @Param(name = "pattern") int pattern, @Param(name = "operation") int operation) {
      store.forget(USER, List.of(request(pattern, operation)));
    }

    @Operation
    public void restore(@Param(name = "pattern") int pattern) {
      store.restore(
          USER, new Pattern(name(pattern), events(pattern), 7, List.of(), Map.of(), Map.of()));
    }

    @Operation
    public boolean update(@Param(name = "pattern") int pattern) {
      return store.update(USER, name(pattern), new PatternUpdate(100L, null));
    }

    @Operation
    public boolean delete(@Param(name = "pattern") int pattern) {
      return store.delete(USER, name(pattern));
    }

    @Operation
    public void clear() {
      store.clear(USER);
    }

    @Operation
    public long find(@Param(name = "pattern") int pattern) {
      return store.find(USER, name(pattern)).map(Pattern::frequency).orElse(0L);
    }

    @Operation
    public String list() {
      return print(store.list(USER, null, 10));
    }

    @Operation
    public long count() {
      return store.count(USER);
    }

    @Operation
    public String users() {
      return store.users(null, 10).toString();
    }

    /** What a reader knows who follows the changes, and who is one thread. */
    @Operation(nonParallelGroup = "reader")
    public String changes() {
      mirror.update();
      return print(mirror.patterns());
    }

    private static String print(List<Pattern> patterns) {
      return patterns.stream().map(each -> each.events() + " x " + each.frequency()).toList() + "";
    }

    private static LearnRequest request(int pattern, int operation) {
      return new LearnRequest(
          Integer.toString(operation),
          name(pattern),
          events(pattern),
          List.of(),
          5,
          Map.of(),
          Map.of(),
          Map.of(),
          REPEATABLE_UNTIL);
    }

    private static PatternName name(int pattern) {
      return NAMES.get(pattern);
    }

    private static List<Event> events(int pattern) {
      return EVENTS.get(pattern);
    }

    private static Instant at(int seconds) {
      return Instant.ofEpochSecond(seconds);
    }
  }

  /** Few steps, with which a user's only pattern comes and goes. */
  @Param(name = "operation", gen = IntGen.class, conf = "0:1")
  public static class OnePattern {

    private final Steps steps = new Steps();

    /** With the pattern. */
    public OnePattern() {
      steps.learn(0, 2, 0);
    }

    @Operation
    public void learn(@Param(name = "operation") int operation) {
      steps.learn(0, operation, 0);
    }

    @Operation
    public boolean delete() {
      return steps.delete(0);
    }

    @Operation
    public long find() {
      return steps.find(0);
    }

    @Operation(nonParallelGroup = "reader")
    public String changes() {
      return steps.changes();
    }
  }
}

package dev.kato.session;

import static dev.kato.session.Instances.ALICE;
import static dev.kato.session.Instances.LEARN_EACH;
import static dev.kato.session.Instances.X;
import static dev.kato.session.Instances.begin;
import static dev.kato.session.Instances.of;
import static dev.kato.session.Instances.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.model.Event;
import dev.kato.model.Observation;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.PatternTooLargeException;
import dev.kato.model.SessionNotFoundException;
import dev.kato.model.SessionState;
import dev.kato.model.StorageRefusedException;
import dev.kato.model.StorageUnavailableException;
import dev.kato.model.VectorDimensionMismatchException;
import dev.kato.session.Instances.Instance;
import dev.kato.session.Steps.Stop;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Changes that learn, when something goes wrong between their steps. */
class PreparedChangesTest {

  private static final PatternName AB = PatternName.of(List.of(Event.of("a", "b")));
  private static final PatternName CD = PatternName.of(List.of(Event.of("c", "d")));
  private static final StorageUnavailableException DOWN =
      new StorageUnavailableException("test", "down", null);

  private final Instances stores = new Instances();
  private final Instance one = stores.instance();
  private final Instance other = stores.instance();

  @BeforeEach
  void open() {
    one.writer.findOrOpen(X, of(ALICE));
  }

  private boolean isPrepared() {
    return stores.sessions.find(X).orElseThrow().content().prepared().isPresent();
  }

  /** A pattern that cannot take one more metadata value. */
  private void fill(PatternName name, List<Event> events) {
    List<String> values =
        IntStream.range(0, Pattern.MAX_METADATA_VALUES).mapToObj(i -> "v" + i).toList();
    stores.patterns.restore(
        ALICE, new Pattern(name, events, 1, List.of(), Map.of("k", values), Map.of()));
  }

  private static Observation withMetadata(Observation observation) {
    return observation.withMetadata(Map.of("k", "one more"));
  }

  @Nested
  class ALearningThatCanNeverSucceed {

    @Test
    void isRefusedAndLeavesTheSessionAsItWas() {
      fill(AB, List.of(Event.of("a", "b")));
      one.operations.observe(X, withMetadata(seen("a", "b")));

      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> one.operations.learn(X, null))
            .isInstanceOf(PatternTooLargeException.class)
            .hasMessageContaining(AB.toString())
            .hasMessageContaining("10000 distinct metadata values");
      }

      assertThat(isPrepared()).isFalse();
      assertThat(one.operations.observe(X, seen("c")).stmLength()).isEqualTo(2);
      one.operations.configure(X, Map.of("max_predictions", 3));
      one.writer.extend(X, Duration.ofHours(2));
      one.operations.clear(X, false);
      assertThat(stores.frequency(AB)).isEqualTo(1);
    }

    @Test
    void isGivenUpByWhoeverFindsIt() {
      one.operations.observe(X, withMetadata(seen("a", "b")));
      one.steps.before("learn").fail(DOWN);
      assertThatThrownBy(() -> one.operations.learn(X, null)).isSameAs(DOWN);
      fill(AB, List.of(Event.of("a", "b")));

      assertThat(other.operations.observe(X, seen("c")).stmLength()).isEqualTo(2);

      assertThat(isPrepared()).isFalse();
      assertThat(stores.state().memory().events()).hasToString("[[a, b], [c]]");
    }
  }

  @Nested
  class ALearningThatAStoreKeepsFailing {

    private final StorageRefusedException refusal =
        new StorageRefusedException("test", "no rights", null);

    @BeforeEach
    void observe() {
      one.operations.observe(X, seen("a", "b"));
      for (int i = 0; i < 2; i++) {
        one.steps.before("learn").fail(refusal);
      }
      assertThatThrownBy(() -> one.operations.learn(X, null)).isSameAs(refusal);
    }

    @Test
    void holdsOtherChangesUpUntilItIsAbandoned() {
      assertThatThrownBy(() -> one.operations.clear(X, false)).isSameAs(refusal);

      assertThat(one.writer.abandon(X)).isTrue();

      assertThat(stores.state().memory().events()).hasToString("[[a, b]]");
      assertThat(one.writer.abandon(X)).isFalse();
      one.operations.clear(X, false);
      assertThat(stores.state().memory().events()).isEmpty();
      assertThat(stores.frequency(AB)).isZero();
    }

    @Test
    void isDoneOnceTheStoreIsMended() {
      assertThatThrownBy(() -> one.operations.observe(X, seen("c"))).isSameAs(refusal);

      assertThat(one.operations.observe(X, seen("c")).stmLength()).isEqualTo(1);

      assertThat(stores.frequency(AB)).isEqualTo(1);
    }

    @Test
    void isFinishedBeforeTheSessionIsDeleted() {
      assertThatThrownBy(() -> one.writer.delete(X)).isSameAs(refusal);
      assertThat(stores.sessions.find(X)).isPresent();

      one.writer.delete(X);

      assertThat(stores.sessions.find(X)).isEmpty();
      assertThat(stores.frequency(AB)).isEqualTo(1);
    }

    @Test
    void isFinishedBeforeAnExpiredSessionGivesItsPlace() {
      stores.now = stores.now.plus(Duration.ofHours(2));

      other.writer.findOrOpen(X, of(ALICE));

      assertThat(stores.state().memory().events()).isEmpty();
      assertThat(stores.frequency(AB)).isEqualTo(1);
    }

    @Test
    void canBeAbandonedAlsoWhenTheTimeOfTheSessionIsOver() {
      stores.now = stores.now.plus(Duration.ofHours(2));
      assertThatThrownBy(() -> one.writer.findOrOpen(X, of(ALICE))).isSameAs(refusal);

      assertThat(other.writer.abandon(X)).isTrue();

      assertThatThrownBy(() -> other.writer.use(X)).isInstanceOf(SessionNotFoundException.class);
      other.writer.findOrOpen(X, of(ALICE));
      assertThat(stores.state().memory().events()).isEmpty();
      assertThat(stores.frequency(AB)).isZero();
    }

    @Test
    void isGivenUpWhenItCannotBeToldAnyMoreWhetherItWasDone() {
      Duration wholeYear = Duration.ofDays(365);
      one.writer.abandon(X);
      one.writer.extend(X, wholeYear);
      one.steps.before("learn").fail(refusal);
      assertThatThrownBy(() -> one.operations.learn(X, null)).isSameAs(refusal);
      stores.now = stores.now.plus(wholeYear).minusSeconds(1);
      one.writer.use(X);
      stores.now = stores.now.plus(Duration.ofDays(2));

      one.operations.observe(X, seen("c"));

      assertThat(stores.frequency(AB)).isZero();
      assertThat(stores.state().memory().events()).hasToString("[[a, b], [c]]");
    }
  }

  @Nested
  class ASequenceThatLearnsTwice {

    @Test
    void learnsNothingIfTheSecondIsRefused() {
      fill(CD, List.of(Event.of("c", "d")));

      assertThatThrownBy(
              () ->
                  one.operations.observeAll(
                      X, List.of(seen("a", "b"), withMetadata(seen("c", "d"))), LEARN_EACH))
          .isInstanceOf(PatternTooLargeException.class);

      assertThat(stores.frequency(AB)).isZero();
      assertThat(stores.state().time()).isZero();
    }

    @Test
    void learnsNothingIfBothTogetherAreTooMuch() {
      Map<String, Object> values = new HashMap<>();
      IntStream.range(0, Pattern.MAX_METADATA_VALUES - 1).forEach(i -> values.put("k" + i, "v"));
      Observation first = seen("a", "b").withMetadata(values);
      Observation second = seen("a", "b").withMetadata(Map.of("x", "1", "y", "2"));

      assertThatThrownBy(() -> one.operations.observeAll(X, List.of(first, second), LEARN_EACH))
          .isInstanceOf(PatternTooLargeException.class);

      assertThat(stores.frequency(AB)).isZero();
    }

    @Test
    void learnsNothingIfAnotherSettlesTheDimensionOfVectorsMeanwhile() throws Exception {
      Observation withVector = seen("c", "d").withVectors(List.of(List.of(1.0, 2.0)));
      Stop stop = one.steps.before("add");
      CompletableFuture<?> learning =
          begin(
              () -> one.operations.observeAll(X, List.of(seen("a", "b"), withVector), LEARN_EACH));
      stop.await();
      stores.vectors.add(ALICE, Map.of("v", dev.kato.model.FloatVector.of(1, 2, 3)));

      stop.go();

      assertThatThrownBy(learning::get).hasCauseInstanceOf(VectorDimensionMismatchException.class);
      assertThat(stores.patterns.count(ALICE)).isZero();
      assertThat(stores.state().time()).isZero();
      assertThat(isPrepared()).isFalse();
    }

    @Test
    void keepsWhatWasLearnedBeforeAnotherMadeTheSecondTooLarge() throws Exception {
      Stop stop = one.steps.after("learn");
      CompletableFuture<?> learning =
          begin(
              () ->
                  one.operations.observeAll(
                      X, List.of(seen("a", "b"), withMetadata(seen("c", "d"))), LEARN_EACH));
      stop.await();
      fill(CD, List.of(Event.of("c", "d")));

      stop.go();

      assertThatThrownBy(learning::get).hasCauseInstanceOf(PatternTooLargeException.class);
      assertThat(stores.frequency(AB)).isEqualTo(1);
      assertThat(stores.state().time()).isZero();
      assertThat(isPrepared()).isFalse();
    }
  }

  @Test
  void nothingIsRememberedOfAChangeThatIsOver() {
    one.operations.observe(X, seen("a", "b"));

    one.operations.learn(X, null);

    assertThat(stores.patterns.remembered()).isZero();
    assertThat(stores.frequency(AB)).isEqualTo(1);
  }

  @Test
  void aChangeThatIsOverHasSucceededAlsoIfNothingCanBeForgotten() {
    one.operations.observe(X, seen("a", "b"));
    one.steps.before("forget").fail(new StorageRefusedException("test", "no rights", null));

    assertThat(one.operations.learn(X, null).learned()).isTrue();
  }

  @Test
  void aLearningWhoseAnswerWasLostCountsOnceAfterManyOthers() {
    one.operations.observe(X, seen("a", "b"));
    one.steps.after("learn").fail(DOWN);
    assertThatThrownBy(() -> one.operations.learn(X, null)).isSameAs(DOWN);
    SessionState others = other.writer.open(of(ALICE));
    for (int i = 0; i < 200; i++) {
      other.operations.observe(others.id(), seen("a", "b"));
      other.operations.learn(others.id(), null);
    }

    assertThat(other.operations.learn(X, null).learned()).isTrue();

    assertThat(stores.frequency(AB)).isEqualTo(201);
  }
}

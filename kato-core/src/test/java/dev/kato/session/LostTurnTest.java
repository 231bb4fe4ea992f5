package dev.kato.session;

import static dev.kato.session.Instances.ALICE;
import static dev.kato.session.Instances.LEARN_EACH;
import static dev.kato.session.Instances.X;
import static dev.kato.session.Instances.begin;
import static dev.kato.session.Instances.of;
import static dev.kato.session.Instances.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.model.ConflictException;
import dev.kato.model.Event;
import dev.kato.model.LearnResult;
import dev.kato.model.PatternName;
import dev.kato.session.Instances.Instance;
import dev.kato.session.Steps.Stop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A turn that is lost while its owner learns, since others must not wait for who may be dead. */
class LostTurnTest {

  private static final PatternName AB = PatternName.of(List.of(Event.of("a", "b")));
  private static final PatternName CD = PatternName.of(List.of(Event.of("c", "d")));

  private final Instances stores = new Instances();
  private final Instance one = stores.instance();
  private final Instance other = stores.instance();

  @BeforeEach
  void open() {
    one.writer.findOrOpen(X, of(ALICE));
  }

  @Test
  void isNoticedBeforeTheNextLearningAndTheChangeIsFinishedByItsNewOwner() throws Exception {
    Stop stop = one.steps.after("learn");
    CompletableFuture<?> learning =
        begin(
            () ->
                one.operations.observeAll(X, List.of(seen("a", "b"), seen("c", "d")), LEARN_EACH));
    stop.await();
    stores.sessions.endLeases();
    other.operations.observe(X, seen("e"));
    stores.nanos.addAndGet(Duration.ofSeconds(4).toNanos());

    stop.go();

    assertThatThrownBy(learning::get)
        .cause()
        .isInstanceOfSatisfying(
            ConflictException.class,
            conflict -> {
              assertThat(conflict.session()).isEqualTo("x");
              assertThat(conflict.operation()).isEqualTo("learn");
              assertThat(conflict.attempts()).isEqualTo(1);
            });
    assertThat(stores.frequency(AB)).isEqualTo(1);
    assertThat(stores.frequency(CD)).isEqualTo(1);
    assertThat(stores.state().memory().events()).hasToString("[[e]]");
  }

  @Test
  void isTheReasonToKeepWhatRecognisesRepeats() throws Exception {
    one.operations.observe(X, seen("a", "b"));
    Stop stop = one.steps.after("learn");
    CompletableFuture<LearnResult> learning = begin(() -> one.operations.learn(X, null));
    stop.await();
    stores.nanos.addAndGet(Duration.ofSeconds(11).toNanos());

    stop.go();

    assertThat(learning.get().learned()).isTrue();
    assertThat(stores.patterns.remembered()).as("others may be at it").isEqualTo(1);
  }

  @Test
  void mayLeaveAnOwnerBehindThatIsStillAboutToLearn() throws Exception {
    one.operations.observe(X, seen("a", "b"));
    Stop stop = one.steps.before("learn");
    CompletableFuture<?> learning = begin(() -> one.operations.learn(X, null));
    stop.await();
    stores.sessions.endLeases();
    stores.nanos.addAndGet(Duration.ofSeconds(11).toNanos());
    other.operations.observe(X, seen("c"));

    stop.go();
    learning.exceptionally(unused -> null).get();

    assertThat(stores.frequency(AB)).isEqualTo(1);
  }

  @Test
  void isNoMatterIfItsNewOwnerHasOnlyCompletedTheChange() throws Exception {
    one.operations.observe(X, seen("a", "b"));
    Stop stop = one.steps.after("learn");
    CompletableFuture<LearnResult> learning = begin(() -> one.operations.learn(X, null));
    stop.await();
    stores.sessions.endLeases();
    assertThat(other.writer.abandon(X)).isTrue();
    assertThat(other.operations.learn(X, null).learned()).isTrue();

    stop.go();

    assertThat(learning.get().learned()).isTrue();
    assertThat(stores.state().memory().events()).isEmpty();
  }

  @Test
  void isNoMatterIfTheSessionStillRemembersTheChange() throws Exception {
    one.operations.observe(X, seen("a", "b"));
    Stop stop = one.steps.after("learn");
    CompletableFuture<LearnResult> learning = begin(() -> one.operations.learn(X, "once"));
    stop.await();
    stores.sessions.endLeases();
    other.operations.observe(X, seen("c"));

    stop.go();

    assertThat(learning.get().learned()).isTrue();
    assertThat(stores.frequency(AB)).isEqualTo(1);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "once")
  void isToldIfTheChangeWasGivenUpMeanwhile(@Nullable String uniqueId) throws Exception {
    one.operations.observe(X, seen("a", "b"));
    Stop stop = one.steps.after("learn");
    CompletableFuture<LearnResult> learning = begin(() -> one.operations.learn(X, uniqueId));
    stop.await();
    stores.sessions.endLeases();
    assertThat(other.writer.abandon(X)).isTrue();

    stop.go();

    assertThatThrownBy(learning::get).hasCauseInstanceOf(ConflictException.class);
    assertThat(stores.state().memory().events()).hasToString("[[a, b]]");
  }

  @Test
  void mayBeLostWithinTheLastStep() throws Exception {
    one.operations.observe(X, seen("a", "b"));
    Stop last = one.steps.before("replaceAndUnlock");
    CompletableFuture<?> learning = begin(() -> one.operations.learn(X, null));
    last.await();
    stores.nanos.addAndGet(Duration.ofSeconds(11).toNanos());

    countsOnceWhenAnotherIsAboutToLearnWhile(last, learning);
  }

  @Test
  void hadBegunWhenTheStoreGaveItNotWhenTheAnswerCame() throws Exception {
    one.operations.observe(X, seen("a", "b"));
    Stop taken = one.steps.after("lockAndFind");
    Stop last = one.steps.before("replaceAndUnlock");
    CompletableFuture<?> learning = begin(() -> one.operations.learn(X, null));
    taken.await();
    stores.nanos.addAndGet(Duration.ofSeconds(3).toNanos());
    taken.go();
    last.await();
    stores.nanos.addAndGet(Duration.ofSeconds(8).toNanos());

    countsOnceWhenAnotherIsAboutToLearnWhile(last, learning);
  }

  private void countsOnceWhenAnotherIsAboutToLearnWhile(Stop last, CompletableFuture<?> learning)
      throws Exception {
    stores.sessions.endLeases();
    Stop late = other.steps.before("learn");
    CompletableFuture<?> completing = begin(() -> other.operations.observe(X, seen("c")));
    late.await();
    last.go();
    learning.exceptionally(unused -> null).get();
    late.go();
    completing.get();
    assertThat(stores.frequency(AB)).isEqualTo(1);
  }

  @Test
  void isPreventedByExtendingItAlsoWhenTheWallClockIsSetBack() throws Exception {
    Stop stop = one.steps.after("learn");
    CompletableFuture<?> learning =
        begin(
            () ->
                one.operations.observeAll(X, List.of(seen("a", "b"), seen("c", "d")), LEARN_EACH));
    stop.await();
    stores.now = stores.now.minus(Duration.ofMinutes(30));
    stores.nanos.addAndGet(Duration.ofSeconds(4).toNanos());

    stop.go();
    learning.get();

    assertThat(stores.sessions.extensions()).isEqualTo(1);
  }
}

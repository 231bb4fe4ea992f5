package dev.kato.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.Kato;
import dev.kato.KatoSession;
import dev.kato.model.EmptyMemoryException;
import dev.kato.model.LearnResult;
import dev.kato.model.Observation;
import dev.kato.model.ObserveResult;
import dev.kato.model.Pattern;
import dev.kato.model.SequenceOptions;
import dev.kato.model.SequenceResult;
import dev.kato.model.StorageUnavailableException;
import dev.kato.spi.Storage;
import dev.kato.storage.inmemory.InMemoryStorage;
import dev.kato.testkit.Faults;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller sees when stores fail in the middle of an operation. */
class AtomicOperationsTest {

  private final Faults faults = new Faults();
  private final Storage shared = InMemoryStorage.create();
  private final Kato kato = Kato.builder().storage(faults.around(shared)).build();
  private final KatoSession session = kato.openSession("alice");

  @BeforeEach
  void observeTwo() {
    session.observe("a");
    session.observe("b");
  }

  @AfterEach
  void close() {
    kato.close();
  }

  private List<Pattern> patterns() {
    return kato.knowledgeBase("alice").patterns(null, 10);
  }

  private void fail(String when, String method) {
    if (when.equals("before")) {
      faults.failBefore(method, 1);
    } else {
      faults.failAfter(method, 1);
    }
  }

  @Nested
  class ALearningThatBreaksOff {

    @ParameterizedTest
    @CsvSource({
      "before, lockAndFind",
      "before, replace",
      "after, replace",
      "before, learn",
      "after, learn",
      "before, replaceAndUnlock"
    })
    void isDoneOnceWhenItIsRepeated(String when, String method) {
      fail(when, method);
      assertThatThrownBy(session::learn).isInstanceOf(StorageUnavailableException.class);

      LearnResult result = session.learn();

      assertThat(result.events()).isEqualTo(2);
      assertThat(patterns())
          .singleElement()
          .satisfies(pattern -> assertThat(pattern.name()).isEqualTo(result.name()))
          .satisfies(pattern -> assertThat(pattern.frequency()).isEqualTo(1));
      assertThat(session.stm()).isEmpty();
    }

    @Test
    void leavesTheMemoryAsItWasUntilItIsCompleted() {
      faults.failBefore("learn", 1);
      assertThatThrownBy(session::learn).isInstanceOf(StorageUnavailableException.class);

      assertThat(session.stm()).hasToString("[[a], [b]]");
      assertThat(patterns()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"before", "after"})
    void isCompletedByWhoeverComesNextBeforeHisOwnOperation(String when) {
      fail(when, "learn");
      assertThatThrownBy(session::learn).isInstanceOf(StorageUnavailableException.class);

      session.observe("c");

      assertThat(session.stm()).hasToString("[[c]]");
      assertThat(patterns())
          .singleElement()
          .satisfies(pattern -> assertThat(pattern.events()).hasToString("[[a], [b]]"))
          .satisfies(pattern -> assertThat(pattern.frequency()).isEqualTo(1));
    }

    @Test
    void isCompletedByAnotherInstanceAfterACrash() {
      faults.failAfter("learn", 1);
      assertThatThrownBy(session::learn).isInstanceOf(StorageUnavailableException.class);

      try (Kato other = Kato.builder().storage(shared).build()) {
        assertThat(other.session(session.id().value()).learn().learned()).isTrue();
      }
    }

    @Test
    void isAnsweredAgainUnderItsIdWhenOnlyTheAnswerWasLost() {
      faults.failAfter("replaceAndUnlock", 1);
      assertThatThrownBy(() -> session.learn("once"))
          .isInstanceOf(StorageUnavailableException.class);

      assertThat(session.learn("once").events()).isEqualTo(2);

      assertThat(patterns())
          .singleElement()
          .satisfies(pattern -> assertThat(pattern.frequency()).isEqualTo(1));
    }

    @Test
    void doesNotAnswerForALaterEmptyMemory() {
      session.learn();

      assertThatThrownBy(session::learn).isInstanceOf(EmptyMemoryException.class);
    }
  }

  @Nested
  class AnObservationThatBreaksOff {

    private final Observation c = Observation.of("c").withUniqueId("once");

    @ParameterizedTest
    @CsvSource({"before, replaceAndUnlock", "after, replaceAndUnlock"})
    void isTakenInOnceWhenItIsRepeatedUnderItsId(String when, String method) {
      fail(when, method);
      assertThatThrownBy(() -> session.observe(c)).isInstanceOf(StorageUnavailableException.class);

      ObserveResult result = session.observe(c);

      assertThat(session.stm()).hasToString("[[a], [b], [c]]");
      assertThat(result).isEqualTo(new ObserveResult("once", 3, 3, null));
      assertThat(session.observe(c)).isEqualTo(result);
      assertThat(session.info().state().time()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"before", "after"})
    void autoLearnsOnceWhenItIsRepeatedUnderItsId(String when) {
      session.configure(Map.of("max_pattern_length", 3));
      fail(when, "learn");
      assertThatThrownBy(() -> session.observe(c)).isInstanceOf(StorageUnavailableException.class);
      assertThat(session.stm()).hasToString("[[a], [b]]");

      ObserveResult result = session.observe(c);

      assertThat(result.autoLearned()).isNotNull();
      assertThat(session.stm()).isEmpty();
      assertThat(patterns())
          .singleElement()
          .satisfies(pattern -> assertThat(pattern.frequency()).isEqualTo(1));
    }

    @Test
    void withOtherContentUnderTheSameIdIsAnotherObservation() {
      session.observe(c);
      session.observe(Observation.of("d").withUniqueId("once"));

      assertThat(session.stm()).hasToString("[[a], [b], [c], [d]]");
    }
  }

  @Nested
  class ASequenceThatBreaksOff {

    private final List<Observation> three =
        List.of(
            Observation.of("p", "q").withUniqueId("1"),
            Observation.of("r", "s").withUniqueId("2"),
            Observation.of("t", "u").withUniqueId("3"));
    private final SequenceOptions learnEach = new SequenceOptions(true, false, true, true, null);

    @ParameterizedTest
    @ValueSource(strings = {"before", "after"})
    void isAsIfItHadNotBeenAndThenDoneOnceWhenRepeated(String when) {
      fail(when, "learn");
      assertThatThrownBy(() -> session.observeAll(three, learnEach))
          .isInstanceOf(StorageUnavailableException.class);
      assertThat(session.stm()).hasToString("[[a], [b]]");

      SequenceResult result = session.observeAll(three, learnEach);

      assertThat(result.steps()).hasSize(3);
      assertThat(session.info().state().time()).isEqualTo(5);
      assertThat(patterns())
          .hasSize(3)
          .allSatisfy(pattern -> assertThat(pattern.frequency()).isEqualTo(1));
    }
  }

  @Test
  void oneUsersVectorsOfTwoDimensionsAreRefusedBeforeAnythingIsLearned() {
    KatoSession other = kato.openSession("alice");
    session.observe(Observation.of("v").withVectors(List.of(List.of(1.0, 2.0))));
    other.observe(Observation.of("v").withVectors(List.of(List.of(1.0))));
    session.learn();

    assertThatThrownBy(other::learn)
        .hasMessageContaining("expected 2")
        .hasMessageContaining("got 1");

    assertThat(other.stm()).hasSize(1);
    assertThat(patterns()).hasSize(1);
  }
}

package dev.kato.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.Kato;
import dev.kato.KatoBuilder;
import dev.kato.KatoSession;
import dev.kato.model.InvalidInputException;
import dev.kato.model.LimitReachedException;
import dev.kato.model.Observation;
import dev.kato.model.SequenceOptions;
import dev.kato.storage.inmemory.InMemoryStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MemoryLimitsTest {

  @Nested
  class PatternsOfOneUser {
    @Test
    void oneMoreIsRefusedAndNothingIsChanged() {
      try (Kato kato = memory().maxPatternsPerUser(2).build()) {
        KatoSession session = kato.openSession("alice");
        learn(session, "a");
        learn(session, "b");
        session.observe("c", "x");

        assertThatThrownBy(session::learn)
            .isInstanceOf(LimitReachedException.class)
            .hasMessage("The limit of 2 patterns of one user is reached");

        assertThat(session.stm()).hasSize(1);
        assertThat(kato.knowledgeBase("alice").statistics().uniquePatterns()).isEqualTo(2);
      }
    }

    @Test
    void thoseKnownAreLearnedAgainAndOtherUsersAreFree() {
      try (Kato kato = memory().maxPatternsPerUser(1).build()) {
        KatoSession session = kato.openSession("alice");
        learn(session, "a");
        learn(session, "a");
        learn(kato.openSession("bob"), "b");

        assertThat(kato.knowledgeBase("alice").statistics().totalPatternFrequencies()).isEqualTo(2);
        assertThat(kato.knowledgeBase("bob").statistics().uniquePatterns()).isEqualTo(1);
      }
    }
  }

  @Nested
  class LearningsOfOneOperation {
    @Test
    void moreAreRefusedAsAWhole() {
      try (Kato kato = memory().maxLearningsAtOnce(2).build()) {
        KatoSession session = kato.openSession("alice");
        SequenceOptions learnEach = new SequenceOptions(true, false, false, false, null);
        List<Observation> two = List.of(Observation.of("a", "b"), Observation.of("c", "d"));
        List<Observation> three = new ArrayList<>(two);
        three.add(Observation.of("e", "f"));

        assertThatThrownBy(() -> session.observeAll(three, learnEach))
            .isInstanceOf(InvalidInputException.class)
            .hasMessageContaining("observations would be learned 3 times: at most 2 at once");

        assertThat(session.info().state().time()).isZero();
        assertThat(kato.knowledgeBase("alice").statistics().uniquePatterns()).isZero();
        session.observeAll(two, learnEach);
      }
    }
  }

  @Nested
  class CharactersOfOneSession {
    @Test
    void anObservationBeyondThemIsRefusedUntilThereIsRoom() {
      try (Kato kato = memory().maxSessionCharacters(10).build()) {
        KatoSession session = kato.openSession("alice");
        session.observe("1234", "6789");

        assertThatThrownBy(() -> session.observe(""))
            .isInstanceOf(LimitReachedException.class)
            .hasMessageContaining("10 characters in a short-term memory");

        assertThat(session.info().state().time()).isEqualTo(1);
        session.learn();
        session.observe("123456789");
      }
    }

    @Test
    void emotivesMetadataAndVectorsCount() {
      try (Kato kato = memory().maxSessionCharacters(10).build()) {
        KatoSession session = kato.openSession("alice");
        Observation nothing = Observation.of();

        refused(session, nothing.withEmotives(Map.of("ab", 1.0)));
        refused(session, nothing.withMetadata(Map.of("key", "values")));
        refused(session, nothing.withVectors(List.of(List.of(1.0, 2.0))));
        session.observe(nothing.withEmotives(Map.of("a", 1.0)));
      }
    }

    private static void refused(KatoSession session, Observation observation) {
      assertThatThrownBy(() -> session.observe(observation))
          .isInstanceOf(LimitReachedException.class);
    }
  }

  private static KatoBuilder memory() {
    return Kato.builder().storage(InMemoryStorage.create());
  }

  private static void learn(KatoSession session, String symbol) {
    session.observe(symbol, "x");
    session.learn();
  }
}

package dev.kato.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.Kato;
import dev.kato.KatoSession;
import dev.kato.model.Observation;
import dev.kato.storage.inmemory.InMemoryStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An index that is larger than all may be is not built anew at each use. */
class LargeIndexTest {

  private static final long BYTES = 60_000;

  private final Kato kato =
      Kato.builder().storage(InMemoryStorage.create()).indexBytes(BYTES).recallThreads(1).build();

  @AfterEach
  void close() {
    kato.close();
  }

  private void learn(String user, int patterns) {
    KatoSession session = kato.openSession(user);
    for (int i = 0; i < patterns; i++) {
      session.observe(Observation.of("a", "b" + i));
      session.observe(Observation.of("c" + i));
      session.learn();
    }
  }

  private void predict(String user, int times) {
    KatoSession session = kato.openSession(user);
    session.observe(Observation.of("a", "b1"));
    for (int i = 0; i < times; i++) {
      assertThat(session.predict().predictions()).isNotEmpty();
    }
  }

  private long loads() {
    return kato.indexStatistics().loads();
  }

  @Test
  void itIsBuiltOnceHoweverOftenItIsUsed() {
    learn("large", 500);

    predict("large", 20);

    assertThat(kato.knowledgeBase("large").statistics().uniquePatterns()).isEqualTo(500);
    assertThat(loads()).isEqualTo(1);
    assertThat(kato.indexStatistics().users()).isEqualTo(1);
    assertThat(kato.indexStatistics().bytes()).isGreaterThan(BYTES);
  }

  @Test
  void othersAreKeptBesideIt() {
    learn("large", 500);
    learn("small", 3);

    for (int i = 0; i < 10; i++) {
      predict("large", 1);
      predict("small", 1);
    }

    assertThat(loads()).isEqualTo(2);
    assertThat(kato.indexStatistics().patterns()).isEqualTo(503);
  }

  @Test
  void theNextOneTakesItsPlace() {
    learn("one", 500);
    learn("two", 500);

    predict("one", 5);
    predict("two", 5);

    assertThat(loads()).isEqualTo(2);
    assertThat(kato.indexStatistics().users()).isEqualTo(1);

    predict("one", 5);

    assertThat(loads()).isEqualTo(3);
  }

  @Test
  void itIsOneOfTheOthersAgainWhenItHasShrunk() {
    learn("large", 500);
    predict("large", 2);

    kato.knowledgeBase("large").clear();
    learn("large", 3);
    predict("large", 2);

    assertThat(loads()).isEqualTo(1);
    assertThat(kato.indexStatistics().patterns()).isEqualTo(3);

    learn("two", 500);
    predict("two", 2);

    assertThat(kato.indexStatistics().users()).isEqualTo(2);
  }

  @Test
  void itGoesWithItsUser() {
    learn("large", 500);
    predict("large", 2);

    kato.knowledgeBase("large").erase();

    assertThat(kato.indexStatistics().users()).isZero();
  }
}

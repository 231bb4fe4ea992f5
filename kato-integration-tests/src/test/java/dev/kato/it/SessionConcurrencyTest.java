package dev.kato.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.Kato;
import dev.kato.KatoSession;
import dev.kato.model.Event;
import dev.kato.model.Observation;
import dev.kato.spi.Storage;
import dev.kato.storage.inmemory.InMemoryStorage;
import dev.kato.testkit.Concurrently;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SessionConcurrencyTest {

  @Test
  void fiftyConcurrentObservationsAreAllInTheMemory() {
    try (Kato kato = Kato.builder().storage(InMemoryStorage.create()).build()) {
      KatoSession session = kato.openSession("alice");

      Concurrently.run(50, i -> session.observe("s" + i));

      assertThat(Event.flatten(session.stm()))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, 50).mapToObj(i -> "s" + i).toList());
      assertThat(session.info().state().time()).isEqualTo(50);
    }
  }

  @Test
  void instancesOnTheSameStoresLoseNothingOfOneSession() {
    Storage shared = InMemoryStorage.create();
    List<Kato> instances = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      instances.add(Kato.builder().storage(shared).build());
    }
    String id = instances.get(0).openSession("alice").id().value();

    Concurrently.run(60, i -> instances.get(i % 3).session(id).observe("s" + i));

    assertThat(instances.get(0).session(id).stm()).hasSize(60);
    instances.forEach(Kato::close);
  }

  @Test
  void aLearnedPatternIsPredictedByEveryInstanceAtOnce() {
    Storage shared = InMemoryStorage.create();
    Kato one = Kato.builder().storage(shared).build();
    Kato two = Kato.builder().storage(shared).build();
    KatoSession writer = one.openSession("alice");
    KatoSession reader = two.openSession("alice");
    for (int i = 0; i < 20; i++) {
      reader.clearStm();
      reader.observe("a" + i, "b" + i);
      assertThat(reader.predict().predictions()).isEmpty();

      writer.observe("a" + i, "b" + i);
      writer.learn();

      assertThat(reader.predict().predictions()).hasSize(1);
    }
    one.close();
    two.close();
  }

  @Test
  void aThousandInterleavedSessionsNeverSeeEachOther() {
    int users = 1000;
    try (Kato kato = Kato.builder().storage(InMemoryStorage.create()).build()) {
      List<KatoSession> sessions =
          IntStream.range(0, users).mapToObj(i -> kato.openSession("user-" + i)).toList();
      List<Integer> order = new ArrayList<>();
      for (int round = 0; round < 4; round++) {
        IntStream.range(0, users).forEach(order::add);
      }
      Collections.shuffle(order, new Random(42));

      Concurrently.run(
          8,
          thread -> {
            for (int i = thread; i < order.size(); i += 8) {
              int user = order.get(i);
              sessions
                  .get(user)
                  .observe(Observation.of("own-" + user).withEmotives(Map.of("e" + user, 1.0)));
            }
          });

      for (int user = 0; user < users; user++) {
        KatoSession session = sessions.get(user);
        assertThat(Event.flatten(session.stm())).hasSize(4).containsOnly("own-" + user);
        assertThat(session.info().state().memory().emotives())
            .containsOnly(Map.of("e" + user, 1.0));
        session.learn();
        session.observe("own-" + user, "own-" + user);
        assertThat(session.predict().predictions()).hasSize(1);
        assertThat(kato.knowledgeBase("user-" + user).statistics().totalSymbols()).isEqualTo(1);
      }
    }
  }

  @Test
  void operationsOfOneSessionTakeEffectAsAWholeWhileOthersLearn() {
    try (Kato kato = Kato.builder().storage(InMemoryStorage.create()).build()) {
      KatoSession session = kato.openSession("alice");
      session.configure(Map.of("max_pattern_length", 2));

      Concurrently.run(40, i -> session.observe("x"));

      assertThat(session.stm()).isEmpty();
      assertThat(kato.knowledgeBase("alice").patterns(null, 10))
          .singleElement()
          .satisfies(pattern -> assertThat(pattern.frequency()).isEqualTo(20));
    }
  }
}

package dev.kato.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.Kato;
import dev.kato.KatoSession;
import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.UserId;
import dev.kato.spi.Storage;
import dev.kato.storage.inmemory.InMemoryStorage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecountTest {

  private static final UserId ALICE = new UserId("alice");

  private final Storage storage = InMemoryStorage.create();

  @Test
  void agreesWithTheIndex() {
    try (Kato kato = Kato.builder().storage(storage).build()) {
      KatoSession session = kato.openSession("alice");
      for (int i = 0; i < 30; i++) {
        session.observe("a", "a", "b" + i % 7);
        session.observe("c" + i % 5);
        session.learn();
      }

      Recount recount = Recount.of(storage, ALICE);

      assertThat(recount.compare(kato.knowledgeBase("alice"))).isEmpty();
      assertThat(recount).hasToString("30 patterns, 13 symbols, 0 vectors");
    }
  }

  @Test
  void findsWhatIsNotInTheIndexAndNamesThatAreNotTheirEvents() {
    try (Kato kato = Kato.builder().storage(storage).build()) {
      kato.knowledgeBase("bob").statistics();
      List<Event> events = List.of(Event.of("a", "b"));
      PatternName wrong = PatternName.of(List.of(Event.of("b", "a")));
      storage
          .patterns()
          .restore(ALICE, new Pattern(wrong, events, 2, List.of(), Map.of(), Map.of()));

      Recount recount = Recount.of(storage, ALICE);

      assertThat(recount.compare(kato.knowledgeBase("bob")))
          .hasSize(2)
          .anyMatch(problem -> problem.contains("has not the events of that name"))
          .anyMatch(problem -> problem.contains("the index says"));
    }
  }
}

package dev.kato.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.Kato;
import dev.kato.KatoSession;
import dev.kato.KnowledgeBase;
import dev.kato.model.InvalidInputException;
import dev.kato.model.Pattern;
import dev.kato.storage.inmemory.InMemoryStorage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one memory has learned, put into another. */
class RestoreTest {

  private static List<Pattern> learned(Kato kato) {
    KatoSession session = kato.openSession("teacher");
    for (int i = 0; i < 200; i++) {
      session.observe("a", "b" + i % 50);
      session.observe("c" + i % 50);
      session.learn();
    }
    return kato.knowledgeBase("teacher").patterns(null, 1000);
  }

  @Test
  void answersAsThatWhichHasLearnedIt() {
    try (Kato kato = Kato.builder().storage(InMemoryStorage.create()).build()) {
      List<Pattern> patterns = learned(kato);

      kato.knowledgeBase("pupil").restoreAll(patterns);

      assertThat(kato.knowledgeBase("pupil").patterns(null, 1000)).isEqualTo(patterns);
      KatoSession teacher = kato.openSession("teacher");
      KatoSession pupil = kato.openSession("pupil");
      teacher.observe("a", "b7");
      pupil.observe("a", "b7");
      assertThat(pupil.predict()).isEqualTo(teacher.predict());
    }
  }

  @Test
  void nothingIsStoredIfOneCannotBe() {
    try (Kato kato = Kato.builder().storage(InMemoryStorage.create()).build()) {
      List<Pattern> patterns = new ArrayList<>(learned(kato));
      Pattern first = patterns.get(0);
      patterns.add(
          2,
          new Pattern(
              first.name(),
              first.events(),
              0,
              first.emotives(),
              first.metadata(),
              first.affinity()));
      KnowledgeBase pupil = kato.knowledgeBase("pupil");

      assertThatThrownBy(() -> pupil.restoreAll(patterns))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("patterns[2].frequency");

      assertThat(pupil.patterns(null, 10)).isEmpty();
    }
  }
}

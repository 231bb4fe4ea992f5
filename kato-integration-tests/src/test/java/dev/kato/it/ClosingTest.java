package dev.kato.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.Kato;
import dev.kato.KatoSession;
import dev.kato.storage.inmemory.InMemoryStorage;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ClosingTest {

  @Test
  void noThreadOutlivesTheClosing() {
    Set<Thread> before = threads();
    Kato kato = Kato.builder().storage(InMemoryStorage.create()).build();
    KatoSession session = kato.openSession("alice");
    for (int i = 0; i < 3000; i++) {
      session.observe("a" + i, "b");
      session.learn();
    }
    session.observe("a1", "b");
    assertThat(session.predict().predictions()).isNotEmpty();
    assertThat(threads()).isNotEqualTo(before);

    kato.close();

    Awaitility.await().untilAsserted(() -> assertThat(before).containsAll(threads()));
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("kato-"))
        .collect(Collectors.toSet());
  }
}

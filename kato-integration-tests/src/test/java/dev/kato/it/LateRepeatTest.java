package dev.kato.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.Kato;
import dev.kato.KatoSession;
import dev.kato.model.Pattern;
import dev.kato.model.StorageUnavailableException;
import dev.kato.spi.Storage;
import dev.kato.storage.inmemory.InMemoryStorage;
import dev.kato.testkit.Faults;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An instance is killed when its learning has taken effect and before it knows; others learn the
 * same pattern again and again before one of them completes what it had begun.
 */
class LateRepeatTest {

  private static Stream<Arguments> stores() {
    return Stream.of(
        Arguments.of("in memory", InMemoryStorage.create()),
        Arguments.of("remote", TestStores.open().storage()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stores")
  void countsOnce(String where, Storage shared) {
    Faults faults = new Faults();
    try (Kato surviving = Kato.builder().storage(shared).build()) {
      Kato killed = Kato.builder().storage(faults.around(shared)).build();
      KatoSession broken = killed.openSession("alice");
      broken.observe("a", "b");
      faults.failAfter("learn", 1);
      assertThatThrownBy(broken::learn).isInstanceOf(StorageUnavailableException.class);
      faults.disconnect();

      KatoSession others = surviving.openSession("alice");
      for (int i = 0; i < 200; i++) {
        others.observe("a", "b");
        others.learn();
      }
      assertThat(surviving.session(broken.id().value()).learn().learned()).isTrue();

      assertThat(surviving.knowledgeBase("alice").patterns(null, 10))
          .singleElement()
          .extracting(Pattern::frequency)
          .isEqualTo(201L);
    }
  }
}

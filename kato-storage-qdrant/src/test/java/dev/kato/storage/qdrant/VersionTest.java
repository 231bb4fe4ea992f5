package dev.kato.storage.qdrant;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.model.StorageRefusedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {

  @ParameterizedTest
  @ValueSource(strings = {"1.10.1", "1.9", "0.11.0", "v1.10.2", "1.10.0-dev"})
  void oldServersAreRefused(String name) {
    assertThatThrownBy(() -> Version.require(name))
        .isInstanceOf(StorageRefusedException.class)
        .hasMessageEndingWith(", older than 1.11");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.11.0", "1.11", "1.18.0", "2.0.0", "v1.12.4", "1.11.0-dev"})
  void newerServersAreNot(String name) {
    assertThatCode(() -> Version.require(name)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unknown", "1", "1.", ".9", "99999999999.1.1"})
  void thoseThatDoNotSayMayBeNewEnough(String name) {
    assertThatCode(() -> Version.require(name)).doesNotThrowAnyException();
  }
}

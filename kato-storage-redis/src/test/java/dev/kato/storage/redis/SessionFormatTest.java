package dev.kato.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kato.model.StorageUnavailableException;
import dev.kato.spi.SessionContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SessionFormatTest {

  private static String documented() throws IOException {
    String text = Files.readString(Path.of("../docs/redis-format.md"));
    int begin = text.indexOf("```json") + "```json".length();
    return text.substring(begin, text.indexOf("```", begin));
  }

  /** Whoever changes the format changes the version, and reads the old one. */
  @Test
  void theDocumentedExampleIsReadAndWrittenAsItIs() throws IOException {
    SessionContent content = SessionFormat.decode(documented());

    ObjectMapper mapper = new ObjectMapper();
    assertThat(mapper.readTree(SessionFormat.encode(content)))
        .isEqualTo(mapper.readTree(documented()));
    assertThat(content.prepared()).isPresent();
    assertThat(content.state().receipts()).hasSize(3);
  }

  @Test
  void anUnknownVersionIsRefused() {
    assertThatThrownBy(() -> SessionFormat.decode("{\"v\":2}"))
        .isInstanceOf(StorageUnavailableException.class)
        .hasMessage("redis is unavailable: a stored session has unknown format 2");
  }

  @Test
  void aSessionWithoutItsPartsIsRefused() {
    assertThatThrownBy(() -> SessionFormat.decode("{\"v\":1,\"state\":{\"id\":\"s\"}}"))
        .isInstanceOf(StorageUnavailableException.class)
        .hasMessage("redis is unavailable: a stored session cannot be read");
  }

  @Test
  void whatIsNotJsonIsRefused() {
    assertThatThrownBy(() -> SessionFormat.decode("{"))
        .isInstanceOf(StorageUnavailableException.class);
  }
}

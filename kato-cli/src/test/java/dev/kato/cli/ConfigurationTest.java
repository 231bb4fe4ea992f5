package dev.kato.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.server.Variables;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server is told by its environment and its file, and what it says of mistakes there. */
class ConfigurationTest {

  private final StringWriter errors = new StringWriter();

  @ParameterizedTest
  @CsvSource({
    "MONGO_BASE_URL, http://:secret@x",
    "REDIS_URL, ://secret",
  })
  void anAddressThatIsNoneIsNotRepeated(String name, String value) {
    Variables variables = Variables.of(Map.of(name, value));

    assertThatThrownBy(() -> ConfiguredStores.open(variables))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(name)
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }

  @Test
  void aBadNameOfADatabaseIsNotBlamedOnItsAddress() {
    Variables variables =
        Variables.of(Map.of("MONGO_BASE_URL", "mongodb://127.0.0.1:1", "MONGO_DATABASE", "a.b"));

    assertThatThrownBy(() -> ConfiguredStores.open(variables))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("MONGO_DATABASE = a.b: must be");
  }

  @Test
  void aBadPortOfAStoreIsNamedWithItsRange() {
    Variables variables = Variables.of(Map.of("QDRANT_HOST", "localhost", "QDRANT_PORT", "0"));

    assertThatThrownBy(() -> ConfiguredStores.open(variables))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("QDRANT_PORT = 0: must be a whole number 1..65535");
  }

  @Test
  void aBadValueStopsTheStartWithOneLine(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("kato.properties"), "PORT=0\nPERSISTENCE=500\n");

    assertThat(run(Map.of(), "serve", "--config", file.toString())).isEqualTo(2);

    assertThat(errors.toString().lines())
        .containsExactly("kato: PERSISTENCE = 500: must be int 1..100");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThat(run(Map.of(), "serve", "--config", "/no/such")).isEqualTo(1);

    assertThat(errors.toString().lines())
        .containsExactly("kato: --config /no/such: no such file: /no/such");
  }

  @Test
  void anAddressThatIsTakenIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      assertThat(run(Map.of("HOST", "127.0.0.1", "PORT", port), "serve")).isEqualTo(1);

      assertThat(errors.toString().lines())
          .singleElement()
          .asString()
          .startsWith("kato: cannot listen on 127.0.0.1:" + port + ": ");
    }
  }

  private int run(Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    return Main.run(
        environment, new PrintWriter(out, true), new PrintWriter(errors, true), arguments);
  }
}

package dev.kato.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.StorageRefusedException;
import dev.kato.server.KatoServer;
import dev.kato.server.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"serve", "export", "import", "verify", "purge", "bench", "evaluate"})
  void everyCommandHasHelp(String command) {
    assertThat(run(command, "--help")).isZero();
    assertThat(out.toString()).contains("Usage: kato " + command).contains("--help");
  }

  @Test
  void theHelpNamesEveryCommand() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("serve", "export", "import", "verify", "purge", "bench", "Status:");
  }

  @Test
  void anUnknownOptionIsNamed() {
    assertThat(run("export", "--al")).isEqualTo(2);
    assertThat(errors.toString()).contains("--al");
  }

  @Test
  void storesInMemoryCannotBeExported() {
    assertThat(run("export", "--all")).isEqualTo(2);
    assertThat(errors.toString()).contains("MONGO_BASE_URL is not set");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThat(run("import", "/no/such/file")).isEqualTo(1);
    assertThat(errors.toString()).contains("no such file: /no/such/file");
  }

  @Test
  void aStoreThatRefusesIsNamedAndHasAStatusOfItsOwn() {
    CommandLine command =
        new CommandLine(new KatoCommand(Map.of())).setErr(new PrintWriter(errors, true));
    Exception refusal = new StorageRefusedException("mongodb", "authentication failed", null);

    assertThat(Main.report(refusal, command, command.parseArgs())).isEqualTo(3);

    assertThat(errors.toString().lines())
        .containsExactly("kato: mongodb refuses to serve: authentication failed");
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).containsPattern("3\\s+a store refuses to serve");
  }

  @Test
  void loadGoesToThisMachineOnlyUnlessToldOtherwise() {
    assertThat(run("bench", "--url", "http://192.0.2.1:8000")).isEqualTo(2);
    assertThat(errors.toString()).contains("not this machine");
  }

  @Test
  void loadIsBounded() {
    assertThat(run("bench", "--duration", "601")).isEqualTo(1);
    assertThat(errors.toString()).contains("duration must be 1..600, was 601");
  }

  @Test
  void aServerUnderLoadAnswersAndIsLeftAsItWas() throws IOException {
    try (KatoServer server = StandaloneServer.start(Settings.local())) {
      String url = "http://127.0.0.1:" + server.port();

      int status =
          run("bench", "--url", url, "--sessions", "7", "--users", "3", "--requests", "300");

      assertThat(errors.toString()).isEmpty();
      assertThat(status).isZero();
      assertThat(out.toString()).contains("observe", "predict", "learn", "failed: 0;");
      assertThat(server.kato().sessionCount()).isZero();
      assertThat(server.kato().knowledgeBase("bench-0").statistics().uniquePatterns()).isZero();
    }
  }

  @Test
  void progressIsShownOnATerminalOnly() {
    PrintWriter writer = new PrintWriter(out);
    try (ProgressLine silent = new ProgressLine(writer, false)) {
      silent.at(1, 2);
    }
    assertThat(out.toString()).isEmpty();

    try (ProgressLine shown = new ProgressLine(writer, true)) {
      shown.at(1, 2);
      shown.at(2, 2);
    }
    assertThat(out.toString()).contains("1/2").contains("#".repeat(30) + "] 2/2");
  }

  private int run(String... arguments) {
    return Main.run(Map.of(), new PrintWriter(out, true), new PrintWriter(errors, true), arguments);
  }
}

package dev.kato.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.UserId;
import dev.kato.server.TestServer;
import dev.kato.spi.Storage;
import dev.kato.storage.inmemory.InMemoryStorage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kato evaluate} against a running server. */
class EvaluateCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();
  private final Storage storage = InMemoryStorage.create();
  private final TestServer kato = TestServer.start(storage, Clock.systemUTC());

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    kato.close();
  }

  private int evaluate(List<String> lines, String... more) throws IOException {
    Path file = Files.write(folder.resolve("sequences"), lines);
    List<String> arguments = new ArrayList<>(List.of("evaluate", "--url", url()));
    arguments.addAll(List.of(more));
    arguments.add(file.toString());
    return Main.run(
        Map.of(),
        new PrintWriter(out, true),
        new PrintWriter(errors, true),
        arguments.toArray(String[]::new));
  }

  private String url() {
    return "http://127.0.0.1:" + kato.server.port();
  }

  @Test
  void countsWhatWasForecastBeforeItCame() throws IOException {
    List<String> lines = List.of("a b c", "a b c", "", "[\"a\",[\"b\"],\"c\"]");

    assertThat(evaluate(lines)).as(errors.toString()).isZero();

    // Of three sequences the first has no forecasts to be right with, the others are as it was.
    assertThat(out.toString())
        .containsPattern("sequences +3\\R")
        .containsPattern("forecasts +9\\R")
        .containsPattern("accuracy +66\\.67 %\\R")
        .containsPattern("hit rate at 20 +66\\.67 %\\R");
  }

  @Test
  void leavesNothingBehindUnlessAUserIsGiven() throws IOException {
    assertThat(evaluate(List.of("a b", "a b"))).isZero();
    assertThat(kato.server.kato().sessionCount()).isZero();

    assertThat(evaluate(List.of("a b", "a b"), "--user", "kept")).isZero();

    assertThat(storage.patterns().list(new UserId("kept"), null, 10)).hasSize(1);
  }

  @Test
  void aLineThatIsNoSequenceIsNamed() throws IOException {
    assertThat(evaluate(List.of("a b", "[1]"))).isEqualTo(1);

    assertThat(errors.toString()).contains("kato: line 2: ");
  }

  @Test
  void aServerThatIsNotThereIsNamed() throws IOException {
    Path file = Files.write(folder.resolve("sequences"), List.of("a"));
    kato.close();

    int status =
        Main.run(
            Map.of(),
            new PrintWriter(out, true),
            new PrintWriter(errors, true),
            "evaluate",
            "--url",
            url(),
            file.toString());

    assertThat(status).isEqualTo(1);
    assertThat(errors.toString()).contains(url() + " does not answer");
  }
}

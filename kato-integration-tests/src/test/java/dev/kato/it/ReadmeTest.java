package dev.kato.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.cli.StandaloneServer;
import dev.kato.server.KatoServer;
import dev.kato.server.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README's session with curl, carried out. */
class ReadmeTest {

  private static final String BEGIN = "```console\n";

  @Test
  void theCommandsPrintWhatTheReadmeSays() throws IOException, InterruptedException {
    String readme = Files.readString(Path.of("../README.md"));
    int begin = readme.indexOf(BEGIN) + BEGIN.length();
    List<String> commands = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    readme
        .substring(begin, readme.indexOf("```", begin))
        .lines()
        .forEach(line -> (line.startsWith("$ ") ? commands : outputs).add(line));
    assertThat(commands).hasSizeGreaterThan(3);

    try (KatoServer server = StandaloneServer.start(Settings.local())) {
      String script =
          String.join("\n", commands)
              .replaceAll("(?m)^\\$ ", "")
              .replace("localhost:8000", "127.0.0.1:" + server.port());

      assertThat(run(script)).isEqualTo(outputs);
    }
  }

  private static List<String> run(String script) throws IOException, InterruptedException {
    Process bash =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
            .redirectErrorStream(true)
            .start();
    String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(output).isZero();
    return output.lines().toList();
  }
}

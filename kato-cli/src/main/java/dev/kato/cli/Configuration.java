package dev.kato.cli;

import dev.kato.server.Settings;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine;

/** What {@code --config} and the environment say together. */
final class Configuration {

  private Configuration() {}

  /**
   * The settings.
   *
   * @param file a properties file; the environment goes before it
   * @throws CommandFailure if the file cannot be read
   * @throws IllegalArgumentException naming the variable that is wrong
   */
  static Settings read(Optional<String> file, Map<String, String> environment) {
    Map<String, String> variables = new HashMap<>();
    file.ifPresent(name -> variables.putAll(properties(name)));
    variables.putAll(environment);
    return Settings.of(variables);
  }

  private static Map<String, String> properties(String file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailure(
          CommandLine.ExitCode.SOFTWARE, "--config " + file + ": " + Reasons.text(e));
    }
    Map<String, String> values = new HashMap<>();
    properties.forEach((name, value) -> values.put(name.toString(), value.toString()));
    return values;
  }
}

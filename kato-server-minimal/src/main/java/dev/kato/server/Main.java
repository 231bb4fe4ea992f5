package dev.kato.server;

import dev.kato.model.KatoException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Runs a server until the process is told to end. */
public final class Main {

  private static final int BAD_CONFIGURATION = 2;

  private Main() {}

  /**
   * Starts the server with what the environment says.
   *
   * @param arguments {@code --config file.properties}: the same variables; the environment goes
   *     before them
   */
  public static void main(String[] arguments) {
    int status = run(arguments, System.getenv(), System.err);
    if (status != 0) {
      System.exit(status);
    }
  }

  /** The exit status; 0 when the server runs. */
  public static int run(String[] arguments, Map<String, String> environment, PrintStream errors) {
    try {
      Settings settings = Settings.of(variables(arguments, environment));
      // Read by logback.xml when the first logger is made, which is after this.
      System.setProperty("LOG_LEVEL", settings.logLevel());
      System.setProperty("LOG_FORMAT", settings.logFormat());
      KatoServer server = KatoServer.start(settings);
      Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "kato-stop"));
      return 0;
    } catch (IllegalArgumentException e) {
      errors.println("kato-server: " + e.getMessage());
      return BAD_CONFIGURATION;
    } catch (IOException | KatoException e) {
      errors.println("kato-server: cannot start: " + e.getMessage());
      return 1;
    }
  }

  /**
   * The variables that {@code --config} and the environment give together.
   *
   * @throws IOException if the file cannot be read
   */
  public static Map<String, String> variables(String[] arguments, Map<String, String> environment)
      throws IOException {
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      if (!arguments[i].equals("--config") || i + 1 == arguments.length) {
        throw new IllegalArgumentException(
            "usage: java -jar kato-server.jar [--config file.properties]");
      }
      Properties properties = new Properties();
      try (Reader reader =
          Files.newBufferedReader(Path.of(arguments[i + 1]), StandardCharsets.UTF_8)) {
        properties.load(reader);
      }
      properties.forEach((name, value) -> variables.put(name.toString(), value.toString()));
    }
    variables.putAll(environment);
    return variables;
  }
}

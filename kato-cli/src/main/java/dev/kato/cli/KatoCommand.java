package dev.kato.cli;

import dev.kato.server.KatoServer;
import dev.kato.server.Settings;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;

/** The command itself: alone, it serves. */
@Command(
    name = "kato",
    description = {
      "A deterministic, explainable memory.",
      "Without a command it serves; stores and limits come from the environment or --config."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = HelpCommand.class,
    synopsisSubcommandLabel = "[COMMAND]",
    exitCodeListHeading = "%nStatus:%n",
    exitCodeList = {
      "0:done",
      "1:it failed, or found a difference",
      "2:bad arguments or settings",
      "3:a store refuses to serve: credentials, rights or what it holds are not as they must be"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  kato serve --config kato.properties",
      "  kato export --all --output backup.jsonl",
      "  kato import backup.jsonl",
      "  kato verify --user alice",
      "  kato purge --older-than 24",
      "  kato bench --duration 10",
      "  kato evaluate --url http://127.0.0.1:8000 sequences.txt"
    })
final class KatoCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Option(names = "--config", paramLabel = "FILE", description = "Serve with this properties file.")
  private Optional<String> config = Optional.empty();

  KatoCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    return serve(config);
  }

  @Command(
      name = "serve",
      description = "Answers requests until the process is told to end (SIGTERM drains).",
      mixinStandardHelpOptions = true)
  int serve(
      @Option(
              names = "--config",
              paramLabel = "FILE",
              description = "A properties file; the environment goes before it.")
          Optional<String> file)
      throws IOException {
    try {
      Settings settings = Configuration.read(file, environment);
      // Read by logback.xml when the first logger is made, which is after this.
      System.setProperty("LOG_LEVEL", settings.logLevel());
      System.setProperty("LOG_FORMAT", settings.logFormat());
      KatoServer server = StandaloneServer.start(settings);
      Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "kato-stop"));
      return CommandLine.ExitCode.OK;
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(CommandLine.ExitCode.USAGE, Reasons.text(e));
    }
  }
}

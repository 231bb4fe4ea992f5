package dev.kato.cli;

import dev.kato.cli.evaluate.Evaluation;
import dev.kato.cli.evaluate.Scoreboard;
import dev.kato.cli.evaluate.Server;
import dev.kato.model.ForecastOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells how right a server's forecasts are. */
@Command(
    name = "evaluate",
    description = {
      "Goes through a file of sequences on a running server: each event is first forecast and then",
      "observed, and each sequence is learned when it is over, so that nothing is forecast by what",
      "was learned from it. Reports accuracy, hit rate, mean reciprocal rank and bits per outcome.",
      "A line is a sequence: symbols with blanks between, or a JSON list of events."
    },
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {

  private static final String KEY = "KATO_EVALUATE_API_KEY";

  private final Map<String, String> environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--url",
      defaultValue = "http://127.0.0.1:8000",
      description = "The server. (default: ${DEFAULT-VALUE})")
  private URI url = URI.create("http://127.0.0.1:8000");

  @Option(
      names = "--user",
      description = {
        "Whose memory forecasts and learns, and keeps what it learned.",
        "Unless given one of its own, which is erased at the end."
      })
  private @Nullable String user;

  @Option(
      names = "--limit",
      defaultValue = "100",
      description = "Most outcomes that a forecast lists, 20..10000. (default: ${DEFAULT-VALUE})")
  private int limit = 100;

  @Parameters(paramLabel = "FILE", description = "One sequence a line.")
  private Path file = Path.of("");

  EvaluateCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (url.getHost() == null) {
      throw new CommandFailure(CommandLine.ExitCode.USAGE, url + " names no host");
    }
    if (limit < Scoreboard.PLACES || limit > ForecastOptions.MOST_OUTCOMES) {
      throw new CommandFailure(CommandLine.ExitCode.USAGE, "--limit should be 20..10000");
    }
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      evaluate(lines);
    } catch (NoSuchFileException e) {
      throw new CommandFailure(CommandLine.ExitCode.USAGE, "there is no file " + file);
    } catch (ConnectException e) {
      throw new CommandFailure(CommandLine.ExitCode.SOFTWARE, url + " does not answer");
    } catch (IllegalArgumentException | IOException e) {
      throw new CommandFailure(CommandLine.ExitCode.SOFTWARE, String.valueOf(e.getMessage()));
    }
    return 0;
  }

  private void evaluate(BufferedReader lines) throws IOException, InterruptedException {
    String whose = user == null ? "evaluate-" + UUID.randomUUID() : user;
    Server server = new Server(url, Optional.ofNullable(environment.get(KEY)), whose);
    PrintWriter out = spec.commandLine().getOut();
    try (ProgressLine progress = new ProgressLine(spec.commandLine().getErr())) {
      Scoreboard scoreboard =
          new Evaluation(server, limit).run(lines, line -> progress.at(line, 0));
      progress.end();
      out.print(scoreboard.table());
      out.flush();
    } finally {
      if (user == null) {
        server.erase();
      }
    }
  }
}

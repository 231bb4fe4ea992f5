package dev.kato.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;

/** The {@code kato} command. Without arguments it serves. */
public final class Main {

  private Main() {}

  /** Runs one command; the process ends with its status, unless it is a server that runs on. */
  public static void main(String[] arguments) {
    int status =
        run(
            System.getenv(),
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            arguments);
    if (status != 0) {
      System.exit(status);
    }
  }

  /**
   * The status: 0 done, 1 it failed or found a difference, 2 it was not asked properly, 3 a store
   * refuses to serve.
   *
   * @param environment the variables that configure server and stores
   */
  static int run(
      Map<String, String> environment, PrintWriter out, PrintWriter errors, String... arguments) {
    return new CommandLine(new KatoCommand(environment))
        .addSubcommand(new ExportCommand(environment))
        .addSubcommand(new ImportCommand(environment))
        .addSubcommand(new VerifyCommand(environment))
        .addSubcommand(new PurgeCommand(environment))
        .addSubcommand(new BenchCommand(environment))
        .addSubcommand(new EvaluateCommand(environment))
        .setOut(out)
        .setErr(errors)
        .setExecutionExceptionHandler(Main::report)
        .execute(arguments);
  }

  /** One line for what a person can mend, everything for a defect of ours. */
  static int report(Exception error, CommandLine command, CommandLine.ParseResult arguments) {
    PrintWriter errors = command.getErr();
    if (error instanceof CommandFailure failure) {
      errors.println("kato: " + failure.getMessage());
      return failure.status();
    }
    if (Reasons.isExpected(error)) {
      errors.println("kato: " + Reasons.text(error));
      return Reasons.status(error);
    }
    error.printStackTrace(errors);
    return CommandLine.ExitCode.SOFTWARE;
  }
}

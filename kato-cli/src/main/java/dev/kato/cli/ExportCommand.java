package dev.kato.cli;

import dev.kato.cli.transfer.Exporter;
import dev.kato.cli.transfer.Totals;
import dev.kato.spi.Storage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes knowledge bases to a file. */
@Command(
    name = "export",
    description = {
      "Writes what users have learned as JSON lines, with a checksum.",
      "The same knowledge gives the same bytes, from whatever store."
    },
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private StoreOptions stores = new StoreOptions();

  @ArgGroup(multiplicity = "1")
  private Who who = new Who();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to; without it, standard output. A file appears when it is complete.")
  private Optional<Path> output = Optional.empty();

  /** Whose. */
  static final class Who {
    @Option(names = "--user", required = true, description = "This user's knowledge base.")
    private Optional<String> user = Optional.empty();

    @Option(names = "--all", required = true, description = "Those of all users with patterns.")
    private boolean all;

    Who() {}

    Optional<String> user() {
      return all ? Optional.empty() : user;
    }
  }

  ExportCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    try (Storage storage = stores.open(environment)) {
      if (output.isEmpty()) {
        export(storage, System.out);
      } else {
        Path target = output.get().toAbsolutePath();
        Path partial = target.resolveSibling(target.getFileName() + ".part");
        try (OutputStream out = Files.newOutputStream(partial)) {
          export(storage, out);
        }
        Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return 0;
  }

  private void export(Storage storage, OutputStream out) throws IOException {
    BufferedOutputStream buffered = new BufferedOutputStream(out, 1 << 16);
    try (ProgressLine line = new ProgressLine(spec.commandLine().getErr())) {
      Totals totals =
          Exporter.export(
              storage, StoreOptions.users(who.user(), storage.patterns()), buffered, line);
      buffered.flush();
      line.end();
      spec.commandLine().getErr().println("exported " + totals);
    }
  }
}

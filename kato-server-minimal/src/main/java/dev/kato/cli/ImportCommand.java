package dev.kato.cli;

import dev.kato.cli.transfer.ExportFile;
import dev.kato.cli.transfer.Importer;
import dev.kato.spi.Storage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Restores an export. */
@Command(
    name = "import",
    description = {
      "Restores what 'kato export' wrote, into whatever stores are configured.",
      "The file is checked from its first to its last byte before anything is changed."
    },
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private StoreOptions stores = new StoreOptions();

  @Parameters(index = "0", paramLabel = "FILE", description = "The export.")
  private Path path = Path.of("");

  @Option(
      names = "--replace",
      description =
          "Remove everything a user of the file has before restoring. Without it, patterns of the"
              + " same name are replaced and all others stay.")
  private boolean replace;

  @Option(
      names = "--resume",
      description = "Go on where an import of the same file was cut off (FILE.progress says).")
  private boolean resume;

  ImportCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter errors = spec.commandLine().getErr();
    ExportFile file = ExportFile.check(path.toAbsolutePath());
    try (Storage storage = stores.open(environment);
        ProgressLine line = new ProgressLine(errors)) {
      long restored = Importer.restore(storage, file, replace, resume, line);
      line.end();
      errors.println("imported " + file.totals() + " (" + restored + " lines in this run)");
    }
    return 0;
  }
}

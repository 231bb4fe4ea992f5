package dev.kato.cli;

import dev.kato.cli.transfer.ExportFile;
import dev.kato.cli.transfer.Importer;
import dev.kato.model.UserId;
import dev.kato.spi.Storage;
import dev.kato.storage.mongo.PythonService;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Restores an export, or takes over the databases of a Python service. */
@Command(
    name = "import",
    description = {
      "Restores what 'kato export' wrote, into whatever stores are configured.",
      "The file is checked from its first to its last byte before anything is changed.",
      "Or copies the patterns that a Python service keeps in MongoDB; that may be repeated."
    },
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private StoreOptions stores = new StoreOptions();

  @ArgGroup(multiplicity = "1")
  private Source source = new Source();

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

  /** Where from. */
  static final class Source {
    @Parameters(index = "0", paramLabel = "FILE", description = "The export.")
    private Optional<Path> path = Optional.empty();

    @ArgGroup(exclusive = false)
    private @Nullable PythonSource python;

    Source() {}
  }

  /** A Python service. */
  static final class PythonSource {
    @Option(
        names = "--from-v1",
        required = true,
        paramLabel = "URL",
        description = "MONGO_BASE_URL of a Python service, v1 or v2. It is only read.")
    private String url = "";

    @Option(
        names = "--processor",
        paramLabel = "ID",
        description = "Only this processor, which is a database; may be repeated. (default: all)")
    private List<String> processors = List.of();

    @Option(
        names = "--suffix",
        defaultValue = "",
        paramLabel = "TEXT",
        description =
            "Taken off the end of a processor's id to get the user's, as _kato of alice_kato."
                + " Without it the user has the processor's id.")
    private String suffix = "";

    PythonSource() {}

    UserId user(String processor) {
      boolean longer = processor.length() > suffix.length() && processor.endsWith(suffix);
      return new UserId(
          longer ? processor.substring(0, processor.length() - suffix.length()) : processor);
    }
  }

  ImportCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    if (source.python != null) {
      return copy(source.python);
    }
    return source.path.isPresent() ? restore(source.path.get()) : CommandLine.ExitCode.USAGE;
  }

  private int restore(Path path) throws IOException {
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

  private int copy(PythonSource from) throws IOException {
    if (replace || resume) {
      throw new CommandFailure(
          CommandLine.ExitCode.USAGE,
          "--replace and --resume are for files: repeat --from-v1 freely");
    }
    try (PythonService service = PythonService.connect(from.url);
        Storage storage = stores.open(environment)) {
      List<String> processors = from.processors.isEmpty() ? service.processors() : from.processors;
      for (String processor : processors) {
        UserId user = from.user(processor);
        long patterns = service.copy(processor, storage.patterns(), user);
        spec.commandLine()
            .getErr()
            .println("copied " + patterns + " patterns of " + processor + " to user " + user);
      }
    }
    return 0;
  }
}

package dev.kato.cli;

import dev.kato.cli.transfer.Pages;
import dev.kato.model.UserId;
import dev.kato.server.Main;
import dev.kato.server.Settings;
import dev.kato.server.Stores;
import dev.kato.spi.PatternStore;
import dev.kato.spi.Storage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Which stores a command works on. */
final class StoreOptions {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The server's properties file; the environment goes before it. It names the stores:"
              + " MONGO_BASE_URL, QDRANT_HOST, ...")
  private Optional<String> config = Optional.empty();

  StoreOptions() {}

  Settings settings(Map<String, String> environment) throws IOException {
    String[] arguments =
        config.map(path -> new String[] {"--config", path}).orElseGet(() -> new String[0]);
    Settings settings = Settings.of(Main.variables(arguments, environment));
    System.setProperty("LOG_LEVEL", "WARN");
    return settings;
  }

  Storage open(Map<String, String> environment) throws IOException {
    Settings settings = settings(environment);
    Stores stores = Stores.open(settings);
    if ("memory".equals(stores.kinds().get("patterns"))) {
      stores.storage().close();
      throw nothingToWorkOn();
    }
    return stores.storage();
  }

  static CommandFailure nothingToWorkOn() {
    return new CommandFailure(
        CommandLine.ExitCode.USAGE,
        "MONGO_BASE_URL is not set: a store in memory is empty and ends with this command");
  }

  /** The one user who was asked for, or all that have patterns, in code point order. */
  static Iterable<UserId> users(Optional<String> user, PatternStore patterns) {
    return user.map(id -> (Iterable<UserId>) List.of(new UserId(id)))
        .orElseGet(() -> Pages.users(patterns));
  }
}

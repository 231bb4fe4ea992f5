package dev.kato.cli;

import dev.kato.cli.transfer.Pages;
import dev.kato.model.UserId;
import dev.kato.server.Stores;
import dev.kato.server.Variables;
import dev.kato.spi.PatternStore;
import dev.kato.spi.Storage;
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

  Variables variables(Map<String, String> environment) {
    Variables variables = Configuration.read(config, environment).variables();
    System.setProperty("LOG_LEVEL", "WARN");
    return variables;
  }

  Storage open(Map<String, String> environment) {
    Stores stores = ConfiguredStores.open(variables(environment));
    if (Stores.MEMORY.equals(stores.kinds().get("patterns"))) {
      stores.close();
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

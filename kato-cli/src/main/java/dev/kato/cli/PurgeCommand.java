package dev.kato.cli;

import dev.kato.storage.mongo.MongoOptions;
import dev.kato.storage.mongo.MongoPatternStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Removes what deleted patterns leave behind. */
@Command(
    name = "purge",
    description = {
      "Removes for good what deleted patterns and cleared knowledge bases leave in MongoDB.",
      "Nothing that can be seen changes; servers may run meanwhile. Run it once a day."
    },
    mixinStandardHelpOptions = true)
final class PurgeCommand implements Callable<Integer> {

  private static final int MOST_HOURS = 24 * 365;

  private final Map<String, String> environment;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private StoreOptions stores = new StoreOptions();

  @Option(
      names = "--older-than",
      paramLabel = "HOURS",
      defaultValue = "24",
      description =
          "Only what was deleted longer ago than this; an instance that has not looked at a"
              + " knowledge base for as long reads it again in full. Default: ${DEFAULT-VALUE}.")
  private int hours;

  PurgeCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (hours < 1 || hours > MOST_HOURS) {
      throw new IllegalArgumentException("older-than must be 1.." + MOST_HOURS + ", was " + hours);
    }
    MongoOptions options =
        ConfiguredStores.mongo(stores.variables(environment))
            .orElseThrow(StoreOptions::nothingToWorkOn);
    try (MongoPatternStore patterns = MongoPatternStore.connect(options)) {
      long removed = patterns.purge(Instant.now().minus(Duration.ofHours(hours)));
      spec.commandLine().getOut().println("removed: " + removed);
    }
    return 0;
  }
}

package dev.kato.cli;

import dev.kato.Kato;
import dev.kato.model.UserId;
import dev.kato.spi.Storage;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Recounts knowledge bases. */
@Command(
    name = "verify",
    description = {
      "Recounts knowledge bases from their patterns and compares with what a server would say.",
      "Tells of emotives that an older version kept and that are too large by now.",
      "Best while nothing is being learned: a pattern learned meanwhile shows as a difference."
    },
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private StoreOptions stores = new StoreOptions();

  @Option(names = "--user", description = "Only this user; without it, all with patterns.")
  private Optional<String> user = Optional.empty();

  VerifyCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    return verify(stores.open(environment), user, out);
  }

  /** Closes the stores; the status. */
  static int verify(Storage storage, Optional<String> user, PrintWriter out) {
    try (Kato kato = Kato.builder().storage(storage).build()) {
      boolean good = true;
      for (UserId id : StoreOptions.users(user, storage.patterns())) {
        Recount recount = Recount.of(storage, id);
        var problems = recount.compare(kato.knowledgeBase(id.value()));
        problems.forEach(problem -> out.println(id + ": " + problem));
        out.println(id + ": " + recount + (problems.isEmpty() ? ", correct" : ", WRONG"));
        good &= problems.isEmpty();
      }
      return good ? 0 : 1;
    }
  }
}

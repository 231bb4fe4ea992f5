package dev.kato.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.cli.transfer.ExportFile;
import dev.kato.cli.transfer.Exporter;
import dev.kato.cli.transfer.Importer;
import dev.kato.cli.transfer.Pages;
import dev.kato.cli.transfer.Progress;
import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.UserId;
import dev.kato.spi.PatternStore;
import dev.kato.spi.Storage;
import dev.kato.storage.inmemory.InMemoryStorage;
import dev.kato.storage.mongo.MongoOptions;
import dev.kato.storage.mongo.MongoPatternStore;
import dev.kato.storage.mongo.testserver.MongoTestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Emotives that an older version took, and that are too large by now. */
class VerifyCommandTest {

  private static final UserId ALICE = new UserId("alice");
  private static final Pattern SOUND =
      pattern("x", List.of(Map.of("joy", 1e100)), Map.of("joy", 2e100));
  private static final Pattern POISONED =
      pattern(
          "y",
          List.of(Map.of("joy", 1.7e308, "calm", 0.5), Map.of("joy", 1.7e308)),
          Map.of("joy", Double.POSITIVE_INFINITY, "calm", 0.5));

  private final Storage storage = InMemoryStorage.create();
  private final StringWriter out = new StringWriter();
  @TempDir private Path folder;

  @Test
  void areReportedByPatternAndTheRestIsCompared() {
    restore(SOUND, POISONED, pattern("z", List.of(), Map.of("fear", Double.NaN)));

    assertThat(verify(storage)).isEqualTo(1);
    assertThat(out.toString().lines())
        .contains(
            "alice: the pattern "
                + POISONED.name()
                + " holds emotives beyond 1e100, kept by an older version; they count as 1.0E100"
                + " (joy is 1.7E308), 9.223372036854776E118 (the sum of joy is Infinity)")
        .anyMatch(line -> line.endsWith("they count as 0.0 (the sum of fear is NaN)"))
        .contains("alice: 3 patterns, 4 symbols, 0 vectors, WRONG")
        .hasSize(3);
  }

  @Test
  void areFoundInADatabaseByTheCommand() {
    try (MongoTestServer server = MongoTestServer.start();
        PatternStore patterns = MongoPatternStore.connect(MongoOptions.of(server.uri(), "kato"))) {
      patterns.restore(ALICE, SOUND);
      patterns.restore(ALICE, POISONED);
      Map<String, String> environment =
          Map.of("MONGO_BASE_URL", server.uri(), "MONGO_DATABASE", "kato");
      PrintWriter writer = new PrintWriter(out, true);

      int status = Main.run(environment, writer, writer, "verify", "--user", "alice");

      assertThat(status).isEqualTo(1);
      assertThat(out.toString().lines())
          .anyMatch(line -> line.contains(POISONED.name() + " holds emotives beyond 1e100"))
          .contains("alice: 2 patterns, 3 symbols, 0 vectors, WRONG")
          .hasSize(2);
    }
  }

  @Test
  void areToldOfInPartWhenThereAreMany() {
    Map<String, Double> many = new HashMap<>();
    for (int i = 0; i < 1_000; i++) {
      many.put("e" + i, 1e300);
    }
    restore(pattern("x", List.of(many), many));

    assertThat(verify(storage)).isEqualTo(1);
    assertThat(out.toString().lines()).first().asString().hasSizeLessThan(500).endsWith(", ...");
  }

  @Test
  void areMendedByAnExportAndAnImport() throws IOException {
    restore(SOUND, POISONED);
    Path file = folder.resolve("export.jsonl");
    try (OutputStream written = Files.newOutputStream(file)) {
      Exporter.export(storage, Pages.users(storage.patterns()), written, Progress.SILENT);
    }
    Storage mended = InMemoryStorage.create();

    Importer.restore(mended, ExportFile.check(file), false, false, Progress.SILENT);

    assertThat(Files.readString(file)).doesNotContain("Infinity");
    assertThat(mended.patterns().find(ALICE, SOUND.name())).contains(SOUND);
    assertThat(mended.patterns().find(ALICE, POISONED.name())).contains(POISONED.clamped());
    assertThat(verify(mended)).isZero();
    assertThat(out.toString())
        .isEqualToNormalizingNewlines("alice: 2 patterns, 3 symbols, 0 vectors, correct\n");
  }

  private int verify(Storage stores) {
    return VerifyCommand.verify(stores, Optional.empty(), new PrintWriter(out, true));
  }

  private void restore(Pattern... patterns) {
    Stream.of(patterns).forEach(pattern -> storage.patterns().restore(ALICE, pattern));
  }

  private static Pattern pattern(
      String symbol, List<Map<String, Double>> emotives, Map<String, Double> affinity) {
    List<Event> events = List.of(Event.of("a"), Event.of(symbol));
    return new Pattern(PatternName.of(events), events, 2, emotives, Map.of(), affinity);
  }
}

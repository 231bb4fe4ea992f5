package dev.kato.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.model.Event;
import dev.kato.model.FloatVector;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.UserId;
import dev.kato.spi.Storage;
import dev.kato.storage.inmemory.InMemoryStorage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransferTest {

  private static final UserId ALICE = new UserId("alice");
  private static final UserId STRANGE = new UserId("a\"\n😀/$.%");
  private static final int MANY = 1_300;
  private static final long MOST_BITS = Double.doubleToLongBits(9e118);

  private final Storage from = InMemoryStorage.create();
  private final Storage to = InMemoryStorage.create();
  @TempDir private Path folder;

  @BeforeEach
  void somethingWasLearned() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < MANY; i++) {
      from.patterns().restore(ALICE, sample(random, i));
      FloatVector vector = FloatVector.of(Float.intBitsToFloat(random.nextInt(0x7f7fffff)), i);
      from.vectors().add(ALICE, Map.of(vector.symbol(), vector));
    }
    from.patterns().restore(STRANGE, pattern(1, "\ud83d\ude00", "\n\"\u2028'", ""));
  }

  @Nested
  class RoundTrip {
    @Test
    void aRestoredKnowledgeBaseExportsToTheSameBytes() throws IOException {
      Path file = exported();

      long restored = Importer.restore(to, ExportFile.check(file), false, false, Progress.SILENT);

      assertThat(restored).isEqualTo(2 * MANY + 1);
      assertThat(bytes(to)).isEqualTo(Files.readAllBytes(file));
      assertThat(to.patterns().users(null, 10)).containsExactly(STRANGE, ALICE);
    }

    @Test
    void doingItTwiceChangesNothing() throws IOException {
      ExportFile file = ExportFile.check(exported());

      Importer.restore(to, file, false, false, Progress.SILENT);
      Importer.restore(to, file, false, false, Progress.SILENT);

      assertThat(bytes(to)).isEqualTo(Files.readAllBytes(file.path()));
    }

    @Test
    void whatWasThereBeforeStaysUnlessItIsReplaced() throws IOException {
      Pattern older = pattern(3, "from", "before");
      to.patterns().restore(ALICE, older);
      ExportFile file = ExportFile.check(exported());

      Importer.restore(to, file, false, false, Progress.SILENT);
      assertThat(to.patterns().find(ALICE, older.name())).contains(older);

      Importer.restore(to, file, true, false, Progress.SILENT);
      assertThat(bytes(to)).isEqualTo(Files.readAllBytes(file.path()));
    }
  }

  @Nested
  class CutOff {
    @Test
    void anImportGoesOnFromTheLastConfirmedLine() throws IOException {
      ExportFile file = ExportFile.check(exported());
      assertThatThrownBy(
              () ->
                  Importer.restore(
                      to,
                      file,
                      true,
                      false,
                      (done, total) -> {
                        if (done > 1_000) {
                          throw new IllegalStateException("pulled the plug");
                        }
                      }))
          .hasMessage("pulled the plug");
      long there = to.patterns().count(ALICE);

      long restored = Importer.restore(to, file, true, true, Progress.SILENT);

      assertThat(there).isLessThan(MANY);
      assertThat(restored).isLessThan(file.records()).isPositive();
      assertThat(bytes(to)).isEqualTo(Files.readAllBytes(file.path()));
      assertThat(folder.resolve("export.jsonl.progress")).doesNotExist();
    }

    @Test
    void theJournalOfAnotherExportIsRefused() throws IOException {
      ExportFile file = ExportFile.check(exported());
      Files.writeString(folder.resolve("export.jsonl.progress"), "0".repeat(64) + " 7\n");

      assertThatThrownBy(() -> Importer.restore(to, file, false, true, Progress.SILENT))
          .isInstanceOf(TransferException.class)
          .hasMessageContaining("not about this export");
    }
  }

  @Nested
  class ADamagedFile {
    @Test
    void isFoundOutBeforeAnythingIsChanged() throws IOException {
      List<String> lines = Files.readAllLines(exported());
      String last = lines.get(lines.size() - 1);
      String pattern = lines.get(lines.size() - 2);
      List<String> whole = lines.subList(0, lines.size() - 1);

      refused(whole, "cut off");
      refused(List.of("{}", last), "line 1: not an export");
      refused(List.of("{\"kato_export\":99}", last), "line 1: format 99");
      refused(with(whole, last, pattern), "more after the last line");
      refused(with(whole, pattern, last), "holds");
      refused(with(whole, last.replaceAll("[0-9a-f]{64}", "0".repeat(64))), "was changed");
      refused(with(whole, "{\"user\":\"x\"}", last), "neither a pattern nor a vector");
      refused(with(whole, "what?", last), "line " + lines.size());
      refused(
          with(whole, pattern.replaceFirst("\"name\":\"....", "\"name\":\"0000"), last),
          "not that of the events");
    }

    @Test
    void isOneWithNumbersOfWhichASumCouldOverflow() throws IOException {
      String first = "{\"kato_export\":1}";
      from.patterns().clear(ALICE);
      from.patterns().restore(ALICE, withEmotives(0.5, 0.25));
      String pattern =
          Files.readAllLines(exported()).stream()
              .filter(line -> line.contains("\"affinity\":{\"joy\":0.25}"))
              .findFirst()
              .orElseThrow();

      for (String value : List.of("1.7e308", "1e101", "1e999", "\"Infinity\"", "\"NaN\"", "null")) {
        refused(
            List.of(first, pattern.replace("0.5", value)),
            "line 2: emotives[1].joy must be a number from -1e100 to 1e100");
      }
      for (String value : List.of("1e119", "-1e308", "1e999", "\"-Infinity\"", "\"NaN\"", "null")) {
        refused(
            List.of(first, pattern.replace("0.25", value)),
            "line 2: affinity.joy must be a number of at most 2^63 times 1e100");
      }
    }

    private static Pattern withEmotives(double emotive, double sum) {
      Pattern plain = pattern(3, "a", "b");
      return new Pattern(
          plain.name(),
          plain.events(),
          plain.frequency(),
          List.of(Map.of(), Map.of("joy", emotive)),
          Map.of(),
          Map.of("joy", sum));
    }

    private void refused(List<String> lines, String why) throws IOException {
      Path file = Files.write(folder.resolve("damaged.jsonl"), lines);
      assertThatThrownBy(() -> ExportFile.check(file))
          .isInstanceOf(TransferException.class)
          .hasMessageContaining(why);
    }

    private static List<String> with(List<String> lines, String... more) {
      return Stream.concat(lines.stream(), Stream.of(more)).toList();
    }
  }

  private Path exported() throws IOException {
    return Files.write(folder.resolve("export.jsonl"), bytes(from));
  }

  private static byte[] bytes(Storage storage) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Exporter.export(storage, Pages.users(storage.patterns()), out, Progress.SILENT);
    return out.toByteArray();
  }

  private static Pattern sample(SplittableRandom random, int number) {
    Pattern plain = pattern(1 + random.nextInt(1_000_000), "n" + number, "x");
    return new Pattern(
        plain.name(),
        plain.events(),
        plain.frequency(),
        List.of(Map.of("joy", random.nextDouble(), "fear", -0.0), Map.of()),
        Map.of("source", List.of("b", "a" + number)),
        Map.of("joy", Double.longBitsToDouble(random.nextLong(MOST_BITS))));
  }

  private static Pattern pattern(long frequency, String... symbols) {
    List<Event> events = Stream.of(symbols).map(Event::of).toList();
    return new Pattern(PatternName.of(events), events, frequency, List.of(), Map.of(), Map.of());
  }
}

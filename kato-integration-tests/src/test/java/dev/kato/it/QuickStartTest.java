package dev.kato.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.Kato;
import dev.kato.KatoSession;
import dev.kato.model.Forecast;
import dev.kato.storage.inmemory.InMemoryStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example of the README's first screen, which is the text between the two marks. */
class QuickStartTest {

  private final List<String> printed = new ArrayList<>();

  @Test
  void theExampleRunsAndPrintsWhatTheReadmeSays() {
    // begin
    try (Kato kato = Kato.builder().storage(InMemoryStorage.create()).build()) {
      KatoSession session = kato.openSession("alice");
      List.of("coffee", "news", "work").forEach(session::observe);
      session.learn();
      List.of("coffee", "news").forEach(session::observe);
      Forecast.Outcome next = session.forecast().best().orElseThrow();
      print(next.symbol() + ", " + Math.round(100 * next.probability()) + " %"); // work, 83 %
      print(next.supports().get(0).pattern()); // a033d32bef94ee2844daef7383ce4b53c6a2b1aa
    }
    // end

    assertThat(printed).containsExactly("work, 83 %", "a033d32bef94ee2844daef7383ce4b53c6a2b1aa");
  }

  @Test
  void theReadmeShowsThisExample() throws IOException {
    String test = Files.readString(Path.of("src/test/java/dev/kato/it/QuickStartTest.java"));
    String example = test.substring(test.indexOf("// begin\n") + 9, test.indexOf("    // end\n"));

    String shown = example.replace("print(", "System.out.println(").indent(-4);

    assertThat(Files.readString(Path.of("../README.md"))).contains(shown);
  }

  private void print(Object value) {
    printed.add(value.toString());
  }
}

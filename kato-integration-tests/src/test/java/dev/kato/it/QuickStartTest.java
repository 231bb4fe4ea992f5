package dev.kato.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.Kato;
import dev.kato.KatoSession;
import dev.kato.model.Prediction;
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
      session.predict().best().map(Prediction::future).ifPresent(this::print); // [[work]]
    }
    // end

    assertThat(printed).containsExactly("[[work]]");
  }

  @Test
  void theReadmeShowsThisExample() throws IOException {
    String test = Files.readString(Path.of("src/test/java/dev/kato/it/QuickStartTest.java"));
    String example = test.substring(test.indexOf("// begin\n") + 9, test.indexOf("    // end\n"));

    String shown = example.replace("this::print", "System.out::println").indent(-4);

    assertThat(Files.readString(Path.of("../README.md"))).contains(shown);
  }

  private void print(Object value) {
    printed.add(value.toString());
  }
}

package dev.kato.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.Kato;
import dev.kato.KatoSession;
import dev.kato.SessionOptions;
import dev.kato.model.Observation;
import dev.kato.model.Predictions;
import dev.kato.model.SequenceOptions;
import dev.kato.server.http.Response;
import dev.kato.server.view.PredictionViews;
import dev.kato.server.view.Views;
import dev.kato.storage.inmemory.InMemoryStorage;
import dev.kato.testkit.Concurrently;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same knowledge gives the same answers, to the last bit, however it came together. */
class DeterminismTest {

  /** One sequence with emotives that belong to it, so that order decides nothing. */
  private record Lesson(List<Observation> observations) {}

  private static List<Lesson> lessons(Random random) {
    List<Lesson> lessons = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      List<Observation> observations = new ArrayList<>();
      int events = 2 + random.nextInt(6);
      for (int e = 0; e < events; e++) {
        String[] symbols =
            IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(unused -> "s" + random.nextInt(12))
                .toArray(String[]::new);
        Arrays.sort(symbols);
        int hash = String.join("", symbols).hashCode();
        Map<String, Double> emotives = hash % 3 == 0 ? Map.of("joy", 0.1 * hash) : Map.of();
        observations.add(Observation.of(symbols).withEmotives(emotives));
      }
      lessons.add(new Lesson(observations));
      if (random.nextInt(4) == 0) {
        lessons.add(lessons.get(lessons.size() - 1));
      }
    }
    return lessons;
  }

  private static List<String> answers(List<Lesson> lessons, int threads, List<String[]> questions) {
    try (Kato kato = Kato.builder().storage(InMemoryStorage.create()).build()) {
      Concurrently.run(
          threads,
          thread -> {
            KatoSession session = kato.openSession("alice");
            for (int i = thread; i < lessons.size(); i += threads) {
              session.observeAll(lessons.get(i).observations(), SequenceOptions.LEARN_AT_END);
            }
          });
      List<String> answers = new ArrayList<>();
      for (String affinity : new String[] {null, "joy"}) {
        for (String[] question : questions) {
          KatoSession session = asking(kato, question, affinity);
          answers.add(session.forecast().toString());
          Predictions predictions = session.predict();
          answers.add(predictions.toString());
          answers.add(json(PredictionViews.FLAT_WITH_PLACES.all(predictions.predictions())));
          answers.add(json(Views.FUTURE.all(predictions.futurePotentials())));
        }
      }
      return answers;
    }
  }

  /** As the server sends it. */
  private static String json(Object value) {
    return new String(Response.json(200, value).written(), StandardCharsets.UTF_8);
  }

  private static KatoSession asking(Kato kato, String[] question, String affinity) {
    SessionOptions options = SessionOptions.of("alice");
    KatoSession session =
        kato.openSession(
            affinity == null ? options : options.withConfig(Map.of("affinity_emotive", affinity)));
    for (String symbol : question) {
      session.observe(symbol);
    }
    return session;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whateverTheOrderAndNumberOfThreads(long seed) {
    Random random = new Random(seed);
    List<Lesson> lessons = lessons(random);
    List<String[]> questions = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      questions.add(
          IntStream.range(0, 2 + random.nextInt(4))
              .mapToObj(unused -> "s" + random.nextInt(12))
              .toArray(String[]::new));
    }
    List<String> expected = answers(lessons, 1, questions);

    for (int threads : new int[] {1, 2, 8}) {
      List<Lesson> shuffled = new ArrayList<>(lessons);
      Collections.shuffle(shuffled, random);
      assertThat(answers(shuffled, threads, questions))
          .as("seed %d, %d threads", seed, threads)
          .isEqualTo(expected);
    }
    assertThat(expected.toString())
        .contains(
            "Forecast[",
            "Prediction[",
            "FuturePotential[",
            "\"pattern_name\":",
            "\"supporting_patterns\":");
  }
}

package dev.kato.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kato.Kato;
import dev.kato.KatoSession;
import dev.kato.SessionOptions;
import dev.kato.model.Event;
import dev.kato.model.LearnResult;
import dev.kato.model.Observation;
import dev.kato.model.Pattern;
import dev.kato.recall.ConformanceCase;
import dev.kato.storage.inmemory.InMemoryStorage;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case recorded from the reference implementation, through the public API alone. */
class ConformanceTest {

  private static final Kato KATO = Kato.builder().storage(InMemoryStorage.create()).build();

  static Stream<ConformanceCase> cases() {
    return ConformanceCase.all();
  }

  @AfterAll
  static void close() {
    KATO.close();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void learnsAndRecallsWhatTheReferenceDoes(ConformanceCase given) {
    String user = given.toString();
    KatoSession session =
        KATO.openSession(
            SessionOptions.of(user)
                .withConfig(
                    Map.of(
                        "recall_threshold",
                        given.recallThreshold(),
                        "max_predictions",
                        10_000,
                        "min_symbols",
                        1,
                        "sort_symbols",
                        false)));

    given.learns().forEach(learn -> learn(session, learn));
    checkStored(user, given.stored());

    observe(session, given.stm());
    given.check(session.predict());
  }

  private static void learn(KatoSession session, ConformanceCase.Learn learn) {
    learn.emotives().forEach(entry -> session.observe(Observation.of().withEmotives(entry)));
    learn.metadata().forEach(entry -> session.observe(Observation.of().withMetadata(entry)));
    observe(session, learn.events());
    LearnResult result = session.learn();
    assertThat(result.events()).isEqualTo(learn.events().size());
  }

  private static void observe(KatoSession session, Iterable<Event> events) {
    events.forEach(event -> session.observe(event.symbols().toArray(String[]::new)));
  }

  private static void checkStored(String user, Map<String, JsonNode> stored) {
    assertThat(KATO.knowledgeBase(user).statistics().uniquePatterns()).isEqualTo(stored.size());
    stored.forEach(
        (name, expected) -> {
          Pattern pattern = KATO.knowledgeBase(user).pattern(name);
          assertThat(pattern.frequency()).isEqualTo(expected.get("frequency").longValue());
          assertThat(pattern.length()).isEqualTo(expected.get("length").intValue());
          assertThat(pattern.emotives())
              .isEqualTo(ConformanceCase.emotives(expected.get("emotives")));
          assertThat(pattern.metadata()).isEqualTo(ConformanceCase.metadata(expected));
        });
  }
}

package dev.kato.session;

import static dev.kato.session.Instances.ALICE;
import static dev.kato.session.Instances.begin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.Kato;
import dev.kato.KatoSession;
import dev.kato.model.Event;
import dev.kato.model.Observation;
import dev.kato.session.Steps.Stop;
import dev.kato.spi.PatternStore;
import dev.kato.spi.Storage;
import dev.kato.spi.VectorStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clearing a user's knowledge while a pattern with vectors is being learned. */
class ClearingTest {

  private final MapPatternStore patterns = new MapPatternStore();
  private final MapVectorStore vectors = new MapVectorStore();
  private final Steps patternSteps = new Steps();
  private final Steps vectorSteps = new Steps();
  private final Kato kato =
      Kato.builder()
          .storage(
              new Storage(
                  patternSteps.around(PatternStore.class, patterns),
                  new MapSessionStore(),
                  vectorSteps.around(VectorStore.class, vectors)))
          .build();
  private final KatoSession session = kato.openSession("alice");

  @BeforeEach
  void observe() {
    session.observe(Observation.of("a").withVectors(List.of(List.of(1.0, 2.0))));
  }

  @AfterEach
  void close() {
    kato.close();
  }

  private void clear() {
    kato.knowledgeBase("alice").clear();
  }

  private void assertNoPatternIsWithoutItsVectors() {
    for (var pattern : patterns.list(ALICE, null, 10)) {
      for (String symbol : Event.flatten(pattern.events())) {
        if (symbol.startsWith("VCTR|")) {
          assertThat(vectors.list(ALICE, "", 10)).containsKey(symbol);
        }
      }
    }
  }

  @Test
  void betweenVectorsAndPattern() throws Exception {
    Stop stop = patternSteps.before("learn");
    CompletableFuture<?> learning = begin(session::learn);
    stop.await();
    clear();

    stop.go();
    learning.get();

    assertThat(patterns.count(ALICE)).isEqualTo(1);
    assertNoPatternIsWithoutItsVectors();
  }

  @Test
  void afterThePattern() throws Exception {
    Stop stop = patternSteps.after("learn");
    CompletableFuture<?> learning = begin(session::learn);
    stop.await();
    clear();

    stop.go();
    learning.get();

    assertThat(patterns.count(ALICE)).isZero();
  }

  @Test
  void thatHasRemovedThePatternsAndNotYetTheVectors() throws Exception {
    Stop stop = vectorSteps.before("clear");
    CompletableFuture<?> clearing =
        begin(
            () -> {
              clear();
              return true;
            });
    stop.await();
    session.learn();

    stop.go();
    clearing.get();

    assertNoPatternIsWithoutItsVectors();
  }
}

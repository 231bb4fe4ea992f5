package dev.kato.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.testkit.Concurrently;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ConcurrencyTest extends WithServer {

  @Test
  void fiftyObservationsAtOnceAreAllKept() {
    String session = kato.openSession("fifty");

    Concurrently.run(50, index -> kato.observe(session, "s" + index).ok());

    Set<String> kept = new TreeSet<>();
    kato.get(session + "/stm").ok().at("/stm").forEach(e -> kept.add(e.get(0).textValue()));
    assertThat(kept).hasSize(50);
    assertThat(kato.get(session + "/cognition-data").at("/cognition_data/time").intValue())
        .isEqualTo(50);
  }

  @Test
  void aThousandSessionsSeeOnlyTheirOwn() {
    int threads = 8;
    int sessionsEach = 125;
    Concurrently.run(
        threads,
        thread -> {
          List<String> sessions = new ArrayList<>();
          for (int i = 0; i < sessionsEach; i++) {
            sessions.add(kato.openSession("user-" + thread + "-" + i));
          }
          for (String word : List.of("first", "second")) {
            for (int i = 0; i < sessionsEach; i++) {
              kato.observe(sessions.get(i), word + "-" + thread + "-" + i).ok();
            }
          }
          for (int i = 0; i < sessionsEach; i++) {
            String own = "-" + thread + "-" + i;
            assertThat(kato.get(sessions.get(i) + "/stm").ok().at("/stm"))
                .hasToString("[[\"first" + own + "\"],[\"second" + own + "\"]]");
            kato.post(sessions.get(i) + "/learn").ok();
            kato.observe(sessions.get(i), "first" + own).ok();
            kato.observe(sessions.get(i), "second" + own).ok();
          }
          for (int i = 0; i < sessionsEach; i++) {
            Answer predicted = kato.get(sessions.get(i) + "/predictions").ok();
            assertThat(predicted.at("/count").intValue()).isEqualTo(1);
            assertThat(predicted.at("/predictions/0/matches/0").textValue())
                .isEqualTo("first-" + thread + "-" + i);
          }
        });
    assertThat(kato.get("/v2/sessions/count").at("/active_session_count").intValue())
        .isGreaterThanOrEqualTo(threads * sessionsEach);
  }

  @Test
  void learningTheSameAtOnceCountsEveryTime() {
    Set<String> names = new HashSet<>();
    Concurrently.run(
        8,
        thread -> {
          String session = kato.openSession("same");
          for (int i = 0; i < 10; i++) {
            kato.post(session + "/observe", Map.of("strings", List.of("a", "b"))).ok();
            String name = kato.post(session + "/learn").ok().at("/pattern_name").textValue();
            synchronized (names) {
              names.add(name);
            }
          }
        });

    assertThat(names).hasSize(1);
    assertThat(kato.get("/v2/users/same/patterns").at("/patterns/0/frequency").intValue())
        .isEqualTo(80);
  }
}

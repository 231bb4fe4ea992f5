package dev.kato.it.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Stream;

/** Many clients that learn the same few patterns for one user at the same time. */
final class Crowd {

  private static final String USER = "crowd";
  private static final int PATTERNS = 3;

  private final Client client;
  private final AtomicLongArray acknowledged = new AtomicLongArray(PATTERNS);
  private final AtomicLong ids = new AtomicLong();

  Crowd(Client client) {
    this.client = client;
  }

  /** One more client, with a session of its own. */
  Member join() {
    return new Member("/v2/sessions/" + client.openSession(USER, Map.of()));
  }

  /** A client. */
  final class Member {
    private final String session;
    private int turn;

    private Member(String session) {
      this.session = session;
    }

    /** Learns a pattern and looks at once whether the memory knows it. */
    void step() {
      int pattern = turn++ % PATTERNS;
      List<Map<String, Object>> events =
          Stream.of("a", "b", "c").map(part -> observation(part + pattern)).toList();
      client
          .insist(
              "POST",
              session + "/observe-sequence",
              Map.of("observations", events, "learn_at_end", true, "unique_id", id()))
          .ok();
      long known = acknowledged.incrementAndGet(pattern);
      observe("a" + pattern);
      observe("b" + pattern);
      JsonNode predictions =
          client.insist("GET", session + "/predictions", null).ok().json().get("predictions");
      long frequency = frequencyOf("c" + pattern, predictions);
      if (frequency < known) {
        throw new AssertionError(
            "learned " + known + " times, predicted " + frequency + ": " + predictions);
      }
      client.insist("POST", session + "/clear-stm", null).ok();
    }

    private void observe(String symbol) {
      client.insist("POST", session + "/observe", observation(symbol)).ok();
    }

    private Map<String, Object> observation(String symbol) {
      return Map.of("strings", List.of(symbol), "unique_id", id());
    }
  }

  private String id() {
    return "crowd-" + ids.incrementAndGet();
  }

  private static long frequencyOf(String expected, JsonNode predictions) {
    for (JsonNode prediction : predictions) {
      if (prediction.at("/future/0/0").asText().equals(expected)) {
        return prediction.get("frequency").longValue();
      }
    }
    return 0;
  }

  /** How often each pattern was learned, as its clients were told. */
  Map<String, Long> told() {
    Map<String, Long> told = new TreeMap<>();
    for (int i = 0; i < PATTERNS; i++) {
      told.put("a" + i, acknowledged.get(i));
    }
    return told;
  }

  /** How often each pattern was learned, as the memory says. */
  Map<String, Long> kept() {
    Map<String, Long> kept = new TreeMap<>();
    JsonNode patterns =
        client.insist("GET", "/v2/users/" + USER + "/patterns", null).ok().json().get("patterns");
    for (JsonNode pattern : patterns) {
      kept.put(pattern.at("/pattern_data/0/0").asText(), pattern.get("frequency").longValue());
    }
    return kept;
  }
}

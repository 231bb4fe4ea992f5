package dev.kato.it.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The history of one user with two sessions: an endless row of operations that depends on the
 * user's number alone, so that it can be lived again elsewhere.
 */
final class Life {

  private static final int SESSIONS = 2;
  private static final int SYMBOLS = 12;
  private static final int ENDING = 2 + 2 * SESSIONS;
  private static final String[] MODES = {"CLEAR", "LAST", "ROLLING"};

  private final int number;
  private final String user;
  private final Client client;
  private final SplittableRandom random;
  private final List<String> sessions = new ArrayList<>();
  private final List<String> answers = new ArrayList<>();

  Life(int number, Client client) {
    this.number = number;
    this.user = "user-" + number;
    this.client = client;
    this.random = new SplittableRandom(number);
    for (int i = 0; i < SESSIONS; i++) {
      sessions.add(client.openSession(user, config()));
    }
  }

  /** The same from the beginning, with another client. */
  Life again(Client other) {
    Life life = new Life(number, other);
    while (life.steps() < steps() - ENDING) {
      life.step();
    }
    life.end();
    return life;
  }

  private Map<String, ?> config() {
    return Map.of(
        "max_pattern_length",
        random.nextInt(3) == 0 ? 4 : 0,
        "stm_mode",
        MODES[random.nextInt(MODES.length)],
        "recall_threshold",
        random.nextInt(4) / 10.0,
        "persistence",
        1 + random.nextInt(6),
        "max_predictions",
        20);
  }

  /** Does the next operation and remembers the answer. */
  void step() {
    String path = "/v2/sessions/" + sessions.get(random.nextInt(SESSIONS));
    int choice = random.nextInt(100);
    if (choice < 60) {
      Map<String, Object> observation = observation();
      observation.put("unique_id", id());
      remember("POST", path + "/observe", observation);
    } else if (choice < 75) {
      remember("POST", path + "/learn", Map.of("unique_id", id()));
    } else if (choice < 88) {
      remember("GET", path + "/predictions", null);
    } else if (choice < 93) {
      List<Map<String, Object>> observations = List.of(observation(), observation());
      remember(
          "POST",
          path + "/observe-sequence",
          Map.of(
              "observations", withIds(observations),
              "learn_at_end", random.nextBoolean(),
              "unique_id", id()));
    } else if (choice < 96) {
      remember("GET", path + "/stm", null);
    } else if (choice < 98) {
      remember("POST", path + "/clear-stm", null);
    } else {
      remember("GET", "/v2/users/" + user + "/patterns", null);
    }
  }

  /** Everything the user knows, and what each session makes of it. */
  void end() {
    remember("GET", "/v2/users/" + user + "/patterns?limit=1000", null);
    remember("GET", "/v2/users/" + user + "/symbols?limit=1000", null);
    for (String session : sessions) {
      remember("GET", "/v2/sessions/" + session + "/stm", null);
      remember("GET", "/v2/sessions/" + session + "/predictions", null);
    }
  }

  /** Status and body of every answer, without what is different by right. */
  List<String> answers() {
    return answers;
  }

  int steps() {
    return answers.size();
  }

  private void remember(String method, String path, Map<String, ?> body) {
    Client.Answer answer = client.insist(method, path, body);
    String text = answer.body().replaceAll("\"trace_id\":\"[^\"]*\"", "\"trace_id\":\"\"");
    for (int i = 0; i < SESSIONS; i++) {
      text = text.replace(sessions.get(i), "session-" + i);
    }
    String asked = method + path.replaceAll(".*/", " ") + " " + body;
    answers.add(asked + " -> " + answer.status() + " " + text);
  }

  private Map<String, Object> observation() {
    Map<String, Object> observation = new TreeMap<>();
    List<String> strings = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      strings.add("s" + random.nextInt(SYMBOLS));
    }
    observation.put("strings", strings);
    if (random.nextInt(8) == 0) {
      double x = random.nextInt(4);
      observation.put("vectors", List.of(List.of(x, x / 3, 1 - x)));
    }
    if (random.nextInt(6) == 0) {
      observation.put("emotives", Map.of("joy", random.nextInt(-50, 50) / 7.0));
      observation.put("metadata", Map.of("source", "m" + random.nextInt(3)));
    }
    return observation;
  }

  private List<Map<String, Object>> withIds(List<Map<String, Object>> observations) {
    observations.forEach(observation -> observation.put("unique_id", id()));
    return observations;
  }

  private String id() {
    return Long.toHexString(random.nextLong());
  }
}

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Clients that ask for more work than is good. */
final class Work {

  private static final int EQUAL_SYMBOLS = 200_000;
  private static final int[] CLIENTS = {8, 64, 256};
  private static final Duration IMPATIENCE = Duration.ofSeconds(1);
  private static final int SESSIONS = 12_000;
  private static final int OPENERS = 8;
  private static final int OBSERVATIONS = 20_000;

  private Work() {}

  /** Expensive recalls, by more and more clients who all leave at once. */
  static void recalls(Scene scene) throws Exception {
    String session = scene.session("recalls", "{\"recall_threshold\":0.0}");
    String path = "/v2/sessions/" + session;
    String symbols = "\"a\",".repeat(EQUAL_SYMBOLS - 1) + "\"a\"";
    String observation = "{\"strings\":[" + symbols + "]}";
    scene.prepare("POST", path + "/observe", observation);
    scene.prepare("POST", path + "/learn", "");
    scene.prepare("POST", path + "/observe", observation);
    String request = scene.wire().head("GET", path + "/predictions") + "\r\n";
    for (int count : CLIENTS) {
      if (scene.isOver()) {
        return;
      }
      List<Connection> clients = scene.leaveOpen(count, 0, request);
      clients.forEach(client -> scene.tally().count("left"));
      scene.hold(4);
      clients.forEach(Connection::close);
      awaitFast(scene, count);
    }
  }

  /** How long until the probe and the honest prediction are fast again. */
  private static void awaitFast(Scene scene, int clients) throws InterruptedException {
    String when = " after " + clients + " clients had left";
    long start = System.nanoTime();
    long probe = -1;
    long prediction = -1;
    long millis = 0;
    while ((probe < 0 || prediction < 0) && millis < 2 * Rules.FAST_AGAIN_MS && !scene.isOver()) {
      Answer live = scene.bystanders().live(IMPATIENCE);
      if (probe < 0 && live.isOk() && live.millis() <= Rules.SLOW_PROBE_MS) {
        probe = (System.nanoTime() - start) / 1_000_000;
      }
      Answer honest = scene.bystanders().predict(IMPATIENCE);
      millis = (System.nanoTime() - start) / 1_000_000;
      if (prediction < 0 && honest.isOk() && honest.millis() <= Rules.FAST_PREDICTION_MS) {
        prediction = millis;
      }
      Thread.sleep(50);
    }
    judge(scene, "the probe", probe, millis, when);
    judge(scene, "an honest prediction", prediction, millis, when);
  }

  private static void judge(Scene scene, String what, long fast, long waited, String when) {
    if (fast < 0) {
      scene.broke(what + " not fast within " + waited + " ms" + when);
    } else if (fast > Rules.FAST_AGAIN_MS) {
      scene.broke(what + " fast again only " + fast + " ms" + when);
    } else {
      scene.note(what + " fast again " + fast + " ms" + when);
    }
  }

  /** One user who opens sessions as fast as he can. */
  static void sessions(Scene scene) throws Exception {
    String greedy = "{\"user_id\":\"" + scene.user("greedy") + "\"}";
    byte[] request = keptOpen(scene, greedy);
    AtomicInteger left = new AtomicInteger(SESSIONS);
    scene.atOnce(OPENERS, number -> open(scene, request, left));
    int given = scene.tally().of("200");
    Answer other = scene.ask("another user", "POST", "/v2/sessions", other(scene));
    scene.note(given + " sessions given to one user; another user then: " + other.outcome());
    if (!other.isOk()) {
      scene.broke("no session for another user (" + other.outcome() + ")");
    }
  }

  private static String other(Scene scene) {
    return "{\"user_id\":\"" + scene.user("other") + "\"}";
  }

  private static byte[] keptOpen(Scene scene, String body) {
    String fields = "Content-Type: application/json\r\nContent-Length: " + body.length();
    return (scene.wire().head("POST", "/v2/sessions") + fields + "\r\n\r\n" + body).getBytes();
  }

  private static void open(Scene scene, byte[] request, AtomicInteger left) {
    while (left.get() > 0 && !scene.isOver()) {
      try (Connection connection = scene.wire().open()) {
        while (connection.isReusable() && left.getAndDecrement() > 0 && !scene.isOver()) {
          long start = System.nanoTime();
          connection.send(request);
          scene.tally().add("a session", connection.read(scene.patience(), true, start));
        }
      } catch (IOException e) {
        scene.tally().count(Connection.outcome(e));
      }
    }
  }

  /** As many learned patterns as fit into one body. */
  static void sequence(Scene scene) throws Exception {
    String path = "/v2/sessions/" + scene.session("sequence", "{}") + "/observe-sequence";
    String observations =
        IntStream.range(0, OBSERVATIONS)
            .mapToObj(number -> "{\"strings\":[\"s" + number + "\",\"t\"]}")
            .collect(Collectors.joining(","));
    String body = "{\"observations\":[" + observations + "],\"learn_after_each\":true}";
    Answer answer = scene.ask("a long sequence", "POST", path, body);
    scene.note(
        body.length() / 1000 + " KB: " + answer.outcome() + " in " + answer.millis() + " ms");
  }
}

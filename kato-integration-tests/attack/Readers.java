import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Clients that ask for much and do not read it, or listen and go away. */
final class Readers {

  private static final int LEARNED = 8000;
  private static final int LEARNED_AT_ONCE = 2000;
  private static final int NOT_READING = 100;
  private static final int TINY = 4096;
  private static final int HELD_SECONDS = 35;
  private static final int HEADS = 200;
  private static final int LISTENERS = 70;
  private static final Duration SOON = Duration.ofSeconds(2);

  private Readers() {}

  /** Large answers that nobody reads. */
  static void unread(Scene scene) throws Exception {
    String config = "{\"max_predictions\":10000,\"recall_threshold\":0.0}";
    String path = "/v2/sessions/" + scene.session("unread", config);
    String common = "q".repeat(200);
    for (int from = 0; from < LEARNED; from += LEARNED_AT_ONCE) {
      String observations =
          IntStream.range(from, from + LEARNED_AT_ONCE)
              .mapToObj(number -> "{\"strings\":[\"" + common + "\",\"u" + number + "\"]}")
              .collect(Collectors.joining(","));
      String body = "{\"observations\":[" + observations + "],\"learn_after_each\":true}";
      scene.prepare("POST", path + "/observe-sequence", body);
    }
    scene.prepare("POST", path + "/observe", "{\"strings\":[\"" + common + "\",\"zz\"]}");
    String request = scene.wire().head("GET", path + "/predictions") + "\r\n";
    List<Connection> clients = scene.leaveOpen(NOT_READING, TINY, request);
    scene.hold(HELD_SECONDS);
    for (Connection client : clients) {
      Answer head = client.read(Duration.ofMillis(50), false);
      scene.tally().add("an answer that is not read", head);
      client.close();
    }
  }

  /** HEAD for a stream without end, and then more listeners than are let in. */
  static void events(Scene scene) throws InterruptedException {
    String head = scene.wire().head("HEAD", "/v2/events") + "\r\n";
    List<Connection> heads = scene.leaveOpen(HEADS, 0, head);
    for (Connection each : heads) {
      scene.tally().add("HEAD /v2/events", each.read(SOON, false));
    }
    Answer real = listen(scene);
    scene.note("after " + HEADS + " HEADs that stay connected, GET: " + real.outcome());
    heads.forEach(Connection::close);
    if (!real.isOk()) {
      scene.broke("HEAD keeps listeners out (" + real.outcome() + ")");
      awaitListener(scene, "after the HEADs");
    }
    List<Connection> listeners =
        scene.leaveOpen(LISTENERS, 0, scene.wire().head("GET", "/v2/events") + "\r\n");
    List<String> outcomes = new ArrayList<>();
    for (Connection each : listeners) {
      Answer answer = each.read(SOON, false);
      scene.tally().add("GET /v2/events", answer);
      outcomes.add(answer.outcome());
    }
    scene.note(outcomes.stream().filter("200"::equals).count() + " of 70 listeners let in");
    scene.hold(1);
    listeners.forEach(Connection::close);
    awaitListener(scene, "after " + LISTENERS + " listeners had left");
  }

  private static void awaitListener(Scene scene, String when) throws InterruptedException {
    long start = System.nanoTime();
    long millis = 0;
    boolean in = false;
    while (!in && millis < 2 * Rules.READER_LET_IN_MS && !scene.isOver()) {
      in = listen(scene).isOk();
      millis = (System.nanoTime() - start) / 1_000_000;
      Thread.sleep(100);
    }
    scene.note(when + (in ? ", a new one let in after " : ", no new one within ") + millis + " ms");
    if (!in || millis > Rules.READER_LET_IN_MS) {
      scene.broke("no new listener " + when);
    }
  }

  private static Answer listen(Scene scene) {
    try (Connection connection = scene.wire().open()) {
      connection.send(scene.wire().head("GET", "/v2/events") + "\r\n");
      Answer answer = connection.read(SOON, false);
      scene.tally().add("GET /v2/events", answer);
      return answer;
    } catch (IOException e) {
      Answer answer = Answer.none(Connection.outcome(e), Duration.ZERO);
      scene.tally().add("GET /v2/events", answer);
      return answer;
    }
  }
}

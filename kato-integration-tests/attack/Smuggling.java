import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests whose end can be read in two ways, with the erasure of a user behind one of them. */
final class Smuggling {

  private static final Duration FIRST = Duration.ofSeconds(2);

  /** The hidden request's answer would follow at once. */
  private static final Duration NEXT = Duration.ofMillis(300);

  private static final int ANSWERS = 3;

  private Smuggling() {}

  /** A connection and a canary for each reading; then a look at which canaries live. */
  static void attack(Scene scene) throws Exception {
    Map<String, String> all = requests(scene, "CANARY");
    List<String> names = List.copyOf(all.keySet());
    List<String> canaries = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      canaries.add(learn(scene, "canary" + i));
    }
    scene.atOnce(
        names.size(),
        number -> {
          String name = names.get(number);
          send(scene, name, requests(scene, canaries.get(number)).get(name));
        });
    // What was let through may still be worked on.
    scene.hold(1);
    for (int i = 0; i < names.size(); i++) {
      if (!isAlive(scene, canaries.get(i))) {
        scene.broke("the hidden request took effect: " + names.get(i));
      }
    }
    String control = learn(scene, "control");
    // Without this nobody would know whether the hidden requests could have done anything.
    scene.prepare("DELETE", "/v2/users/" + control, "");
    if (isAlive(scene, control)) {
      scene.warn("a user cannot be erased at all: the attack showed nothing");
    }
    scene.note(names.size() + " ways to hide a request tried");
  }

  private static String learn(Scene scene, String name) throws Scene.Unprepared {
    String path = "/v2/sessions/" + scene.session(name, "{}") + "/observe-sequence";
    String events = "{\"strings\":[\"tweet\"]},{\"strings\":[\"chirp\"]}";
    scene.prepare("POST", path, "{\"observations\":[" + events + "],\"learn_at_end\":true}");
    return scene.user(name);
  }

  private static boolean isAlive(Scene scene, String canary) throws Scene.Unprepared {
    return scene.prepare("GET", "/v2/users/" + canary + "/patterns", "").text().contains("tweet");
  }

  private static void send(Scene scene, String what, String bytes) {
    try (Connection connection = scene.wire().open()) {
      connection.send(bytes);
      boolean withBody = !bytes.startsWith("HEAD");
      for (int i = 0; i < ANSWERS && connection.isReusable(); i++) {
        Answer answer = connection.read(i == 0 ? FIRST : NEXT, withBody || i > 0);
        if (i == 0 || answer.status() != 0) {
          scene.tally().add(what, answer);
        }
      }
    } catch (IOException e) {
      scene.tally().count(Connection.outcome(e));
    }
  }

  private static Map<String, String> requests(Scene scene, String canary) {
    String post = scene.wire().head("POST", "/v2/sessions/none/observe");
    String hidden = scene.wire().head("DELETE", "/v2/users/" + canary) + "\r\n";
    String both = "Content-Length: " + (hidden.length() + 5) + "\r\nTransfer-Encoding: chunked\r\n";
    String rest = "\r\n0\r\n\r\n" + hidden;
    String whole = "Content-Length: " + hidden.length() + "\r\n";
    String chunked = post + "Transfer-Encoding: chunked\r\n\r\n";
    Map<String, String> all = new LinkedHashMap<>();
    all.put("length and chunks", post + both + rest);
    all.put(
        "length 0 and chunks", post + "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n" + rest);
    all.put("two lengths, 0 first", post + "Content-Length: 0\r\n" + whole + "\r\n" + hidden);
    all.put("two lengths, 0 last", post + whole + "Content-Length: 0\r\n\r\n" + hidden);
    all.put(
        "two lengths in one", post + "Content-Length: 0, " + hidden.length() + "\r\n\r\n" + hidden);
    for (String length : new String[] {"+0", "-1", "0x0", "0 0", "", "1e0"}) {
      all.put("length '" + length + "'", post + "Content-Length: " + length + "\r\n\r\n" + hidden);
    }
    all.put(
        "a space before the colon",
        post + "Content-Length : " + hidden.length() + "\r\n\r\n" + hidden);
    all.put(
        "a length on a folded line",
        post + "X-A: b\r\n Content-Length: 0\r\n" + whole + "\r\n" + hidden);
    for (String coding :
        new String[] {
          "xchunked", "identity", "chunked, identity", "gzip, chunked", "\tchunked", "chunked\u000b"
        }) {
      all.put(
          "coding '" + coding.strip() + "' and a length",
          post + whole + "Transfer-Encoding: " + coding + "\r\n\r\n" + hidden);
    }
    String twice = "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n";
    all.put("two codings", post + both + twice + rest);
    for (String size :
        new String[] {
          "-1", "zz", "0x0", "+0", "FFFFFFFFFFFFFFFF0", "100000000", "7fffffff", " ", ""
        }) {
      all.put("chunk size '" + size + "'", chunked + size + "\r\n\r\n" + hidden);
    }
    all.put("no line end behind a chunk", chunked + "2\r\n{}0\r\n\r\n" + hidden);
    all.put("a long chunk extension", chunked + "0;" + "x".repeat(100_000) + "\r\n" + hidden);
    all.put(
        "a GET with a body", scene.wire().head("GET", "/health/live") + whole + "\r\n" + hidden);
    all.put(
        "a HEAD with a body", scene.wire().head("HEAD", "/health/live") + whole + "\r\n" + hidden);
    all.put("a body nobody reads", scene.wire().head("POST", "/nowhere") + whole + "\r\n" + hidden);
    String padding = "x".repeat(200_000);
    String much = "Content-Length: " + (padding.length() + hidden.length()) + "\r\n\r\n";
    all.put(
        "a long body nobody reads",
        scene.wire().head("POST", "/nowhere") + much + padding + hidden);
    String large = "y".repeat(1_500_000);
    String tooMuch = "Content-Length: " + (large.length() + hidden.length()) + "\r\n\r\n";
    all.put("a body that is too large", post + tooMuch + large + hidden);
    return all;
  }
}

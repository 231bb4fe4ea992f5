import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Bodies and fields that cost more than their size. */
final class Bodies {

  private static final int BODY = 1_000_000;
  private static final int OBJECT_SENDERS = 150;
  private static final int NUMERAL = 800;
  private static final int NUMERAL_SENDERS = 4;
  private static final int COLLISION_BITS = 14;

  private Bodies() {}

  /** Bodies of many small objects, which are large in memory. */
  static void objects(Scene scene) throws Exception {
    String objects = "{},".repeat(BODY / 3 - 10) + "{}";
    byte[] body = ("{\"metadata\":{\"x\":[" + objects + "]}}").getBytes(StandardCharsets.UTF_8);
    // A server may see that there is no such session before it reads; with one it has to read.
    for (String session : new String[] {"none", scene.session("objects", "{}")}) {
      String path = "/v2/sessions/" + session + "/observe";
      byte[] request = scene.wire().request("POST", path, "", body);
      scene.atOnce(OBJECT_SENDERS, number -> scene.exchange("many objects", request));
    }
  }

  /** Texts on which a careless regular expression takes the square of their length, or worse. */
  static void slowTexts(Scene scene) throws InterruptedException {
    String numeral = "1".repeat(NUMERAL) + "x";
    String emotives =
        IntStream.range(0, BODY / (NUMERAL + 14))
            .mapToObj(number -> "\"" + number + "\":\"" + numeral + "\"")
            .collect(Collectors.joining(","));
    byte[] body = ("{\"strings\":[\"a\"],\"emotives\":{" + emotives + "}}").getBytes();
    String fields = "X-User-ID: " + scene.user("numerals") + "\r\n";
    byte[] observe = scene.wire().request("POST", "/observe", fields, body);
    for (int round = 0; round < 2 && !scene.isOver(); round++) {
      scene.atOnce(NUMERAL_SENDERS, number -> scene.exchange("long numerals", observe));
    }
    scene.note("slowest answer to long numerals: " + scene.tally().slowest() + " ms");
    for (String field : new String[] {"Accept-Encoding", "X-Trace-ID", "Accept", "Cookie"}) {
      for (int length : new int[] {8_000, 60_000, 300_000}) {
        String value = field + ": gzip" + " ".repeat(length) + "x\r\n";
        byte[] request = scene.wire().request("GET", "/v2/status", value, new byte[0]);
        scene.atOnce(NUMERAL_SENDERS, number -> scene.exchange(field + " of spaces", request));
      }
    }
  }

  /** JSON that is well formed, or nearly, and hard on a parser. */
  static void json(Scene scene) throws Exception {
    String session = scene.session("json", "{}");
    String path = "/v2/sessions/" + session + "/observe";
    Map<String, String> bodies = new LinkedHashMap<>();
    bodies.put("equal hashes in metadata", observation("metadata", collisions(":1")));
    bodies.put("equal hashes in emotives", observation("emotives", collisions(":1")));
    bodies.put("equal hashes at the top", "{\"strings\":[\"a\"]," + collisions(":1") + "}");
    bodies.put("equal hashes as symbols", "{\"strings\":[" + collisions("") + "]}");
    bodies.put("deep lists", "[".repeat(BODY));
    bodies.put("deep objects", observation("metadata", "\"a\":" + "{\"a\":".repeat(BODY / 6)));
    bodies.put("closed deep lists", "[".repeat(BODY / 2) + "]".repeat(BODY / 2));
    String doubled = "\"a\":1,".repeat(BODY / 6 - 20) + "\"a\":2";
    bodies.put("one name many times", observation("metadata", doubled));
    bodies.put("strings twice", "{\"strings\":[\"a\"],\"strings\":[\"b\"]}");
    bodies.put("a long number", observation("emotives", "\"x\":" + "9".repeat(400_000)));
    bodies.put("a long fraction", observation("emotives", "\"x\":0." + "3".repeat(400_000)));
    bodies.put("a long number kept", observation("metadata", "\"x\":" + "9".repeat(400_000)));
    bodies.put("a huge exponent", observation("emotives", "\"x\":1e999999999"));
    bodies.put("a long exponent", observation("metadata", "\"x\":1e" + "9".repeat(400_000)));
    for (Map.Entry<String, String> body : bodies.entrySet()) {
      long slowest = 0;
      String outcome = "none";
      for (int round = 0; round < 3 && !scene.isOver(); round++) {
        Answer answer = scene.ask(body.getKey(), "POST", path, body.getValue());
        slowest = Math.max(slowest, answer.millis());
        outcome = answer.outcome();
      }
      scene.note(body.getKey() + ": " + outcome + ", slowest " + slowest + " ms");
    }
    Answer learned = scene.ask("learning them", "POST", "/v2/sessions/" + session + "/learn", "");
    scene.note(
        "learning what was observed: " + learned.outcome() + ", " + learned.millis() + " ms");
  }

  private static String observation(String part, String content) {
    return "{\"strings\":[\"a\"],\"" + part + "\":{" + content + "}}";
  }

  /** All texts of 14 times Aa or BB: they have one hash code. */
  private static String collisions(String value) {
    return IntStream.range(0, 1 << COLLISION_BITS)
        .mapToObj(number -> "\"" + collision(number) + "\"" + value)
        .collect(Collectors.joining(","));
  }

  private static String collision(int number) {
    return IntStream.range(0, COLLISION_BITS)
        .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
        .collect(Collectors.joining());
  }
}

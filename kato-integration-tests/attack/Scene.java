import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one attack works with: the server, its users, its time, and where it tells what it saw. */
final class Scene {

  private static final Pattern SESSION = Pattern.compile("\"session_id\":\"([^\"]+)\"");
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(15);
  private static final int SMALL_STACK = 1 << 18;

  /** After so many refused connections the server is taken for gone. */
  private static final int REFUSALS = 40;

  private final Wire wire;
  private final Bystanders bystanders;
  private final long end;
  private final Tally tally = new Tally();
  private final Users users;
  private final List<String> notes = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /** Of an attack that may take this long. */
  Scene(Wire wire, Bystanders bystanders, Users users, Duration time) {
    this.wire = wire;
    this.bystanders = bystanders;
    this.users = users;
    this.end = System.nanoTime() + time.toNanos();
  }

  Wire wire() {
    return wire;
  }

  Bystanders bystanders() {
    return bystanders;
  }

  Tally tally() {
    return tally;
  }

  /** How long to wait for an answer: what is left of the attack's time, within reason. */
  Duration patience() {
    Duration left = Duration.ofNanos(end - System.nanoTime());
    Duration least = Duration.ofSeconds(1);
    return left.compareTo(least) < 0
        ? least
        : left.compareTo(LONGEST_ANSWER) > 0 ? LONGEST_ANSWER : left;
  }

  /** Whether to stop: no time is left, or nobody answers. */
  boolean isOver() {
    return System.nanoTime() > end || tally.of("refused") > REFUSALS;
  }

  /** Waits, but not beyond the attack's time. */
  void hold(int seconds) throws InterruptedException {
    long until = Math.min(end, System.nanoTime() + Duration.ofSeconds(seconds).toNanos());
    while (System.nanoTime() < until) {
      Thread.sleep(50);
    }
  }

  /** A name for a user of this attack, who is erased when it is over. */
  String user(String name) {
    return users.named(name);
  }

  /** A new session of such a user, with this configuration. */
  String session(String name, String config) throws Unprepared {
    String body = "{\"user_id\":\"" + user(name) + "\",\"config\":" + config + "}";
    return sessionIn(prepare("POST", "/v2/sessions", body));
  }

  /** Asks for what the attack needs; it is not counted. */
  Answer prepare(String method, String target, String body) throws Unprepared {
    Answer answer = wire.ask(LONGEST_ANSWER, method, target, body);
    if (!answer.isOk()) {
      throw new Unprepared(method + " " + target + " answered " + answer.outcome());
    }
    return answer;
  }

  /** Asks and counts. */
  Answer ask(String what, String method, String target, String body) {
    Answer answer = wire.ask(patience(), method, target, body);
    tally.add(what, answer);
    return answer;
  }

  /** Sends these bytes on a connection of their own, and counts the answer. */
  Answer exchange(String what, byte[] bytes) {
    Answer answer = wire.exchange(patience(), bytes, true);
    tally.add(what, answer);
    return answer;
  }

  /** Does something many times at once, and waits until all of them are done. */
  void atOnce(int count, IntConsumer work) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      Thread thread = new Thread(null, () -> work.accept(number), "attacker", SMALL_STACK);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** Opens connections, sends each the same, and does not read. */
  List<Connection> leaveOpen(int count, int receiveBuffer, String bytes) {
    List<Connection> connections = new ArrayList<>();
    for (int i = 0; i < count && !isOver(); i++) {
      try {
        Connection connection = wire.open(receiveBuffer);
        connections.add(connection);
        connection.send(bytes);
      } catch (IOException e) {
        tally.count(Connection.outcome(e));
      }
    }
    return connections;
  }

  /** Something worth telling. */
  synchronized void note(String text) {
    notes.add(text);
  }

  /** Something that should not have been possible. */
  synchronized void broke(String text) {
    broken.add(text);
  }

  synchronized void warn(String text) {
    warnings.add(text);
  }

  List<String> notes() {
    return notes;
  }

  List<String> broken() {
    return broken;
  }

  List<String> warnings() {
    return warnings;
  }

  /** The id of the session in an answer; empty if there is none. */
  static String sessionIn(Answer answer) {
    Matcher matcher = SESSION.matcher(answer.text());
    return matcher.find() ? matcher.group(1) : "";
  }

  /** An attack could not even begin. */
  static final class Unprepared extends Exception {
    private static final long serialVersionUID = 1L;

    Unprepared(String message) {
      super(message);
    }
  }
}

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;

/** Attacks a running KATO server in many small ways, and says whether it held up. */
public final class Attack {

  private static final int HELD = 0;
  private static final int BROKEN = 1;
  private static final int NOT_RUN = 2;

  /** Attacks are over by then; erasing and reading what is left takes a few seconds more. */
  private static final Duration WHOLE_RUN = Duration.ofSeconds(225);

  /** With less time than this no attack begins. */
  private static final Duration WORTH_BEGINNING = Duration.ofSeconds(10);

  /** How long a server that does not answer may stay so before it is given up. */
  private static final Duration GIVEN_UP = Duration.ofSeconds(20);

  private static final int PAUSE_MS = 2000;

  private final Options options;
  private final Wire wire;
  private final Users users;
  private final Bystanders bystanders;
  private final Heap heap;
  private final Report report = new Report();
  private final long end = System.nanoTime() + WHOLE_RUN.toNanos();

  private Attack(Options options) throws Exception {
    this.options = options;
    this.wire = new Wire(options.server(), options.key());
    this.heap = new Heap(wire, options.process());
    this.users = new Users(wire);
    this.bystanders = new Bystanders(wire, users);
  }

  /** Runs what the command line asks for; exits with 1 if anything broke, with 2 if nothing ran. */
  public static void main(String[] arguments) throws Exception {
    System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(System.err, true, StandardCharsets.UTF_8));
    Map<String, Attacks.Hostile> all = Attacks.all();
    Options options;
    try {
      options = Options.of(arguments, all.keySet());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.printf(Options.USAGE, String.join(",", all.keySet()));
      System.exit(NOT_RUN);
      return;
    }
    if (!options.only().isEmpty()) {
      all.keySet().retainAll(options.only());
    }
    System.exit(new Attack(options).run(all));
  }

  private int run(Map<String, Attacks.Hostile> attacks) throws InterruptedException {
    Answer answer = wire.ask(Duration.ofSeconds(5), "GET", "/v2/sessions/count", "");
    if (!answer.isOk()) {
      System.err.println(
          options.server() + " does not answer as KATO to this key: " + answer.outcome());
      return NOT_RUN;
    }
    if (!heap.canCollect()) {
      System.err.println("the server's process was not found: its heap is read as it is");
    }
    // For one who does not want to wait for the end.
    Runtime.getRuntime().addShutdownHook(new Thread(users::erase));
    for (Iterator<Map.Entry<String, Attacks.Hostile>> names = attacks.entrySet().iterator();
        names.hasNext(); ) {
      Map.Entry<String, Attacks.Hostile> next = names.next();
      if (left().compareTo(WORTH_BEGINNING) < 0) {
        report.skipped(next.getKey(), "no time left");
        continue;
      }
      attack(next.getKey(), next.getValue());
      if (!isThere()) {
        report.broke("the server is gone after " + next.getKey() + "; restart it and go on");
        names.forEachRemaining(each -> report.skipped(each.getKey(), "the server is gone"));
      }
    }
    users.erase();
    users.left().forEach(user -> report.broke("user " + user + " could not be erased"));
    System.out.println(report);
    return report.isBroken() ? BROKEN : HELD;
  }

  private void attack(String name, Attacks.Hostile attack) throws InterruptedException {
    long before = heap.settled();
    heap.watch();
    Duration time = left().compareTo(options.time()) < 0 ? left() : options.time();
    Scene scene = new Scene(wire, bystanders, users, time);
    try {
      bystanders.start();
      attack.attack(scene);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | OutOfMemoryError e) {
      scene.broke("the attack could not go on: " + e.getMessage());
    }
    // What is still being suffered from when the attackers have done their work counts, too.
    Thread.sleep(PAUSE_MS / 2);
    bystanders.stop();
    users.erase();
    Thread.sleep(PAUSE_MS / 2);
    long peak = heap.peak();
    long after = heap.settled(before);
    report.add(
        name,
        scene,
        bystanders,
        new Heap.Use(before, Math.max(peak, after), after, heap.canCollect()));
  }

  private Duration left() {
    return Duration.ofNanos(end - System.nanoTime());
  }

  private boolean isThere() throws InterruptedException {
    long given = System.nanoTime() + GIVEN_UP.toNanos();
    while (System.nanoTime() < given) {
      if (bystanders.live(GIVEN_UP).isOk()) {
        return true;
      }
      Thread.sleep(500);
    }
    return false;
  }
}

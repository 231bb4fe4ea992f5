import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A probe and an honest user, who go on asking while the server is attacked. */
final class Bystanders {

  private static final Duration PROBE_PERIOD = Duration.ofMillis(50);
  private static final Duration HONEST_PERIOD = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int ROUND = 12;
  private static final int WARM_UP = 12;

  private final Wire wire;
  private final Users users;
  private final List<Thread> threads = new ArrayList<>();
  private Samples probe = new Samples();
  private Samples honest = new Samples();
  private String session = "";
  private int step;
  private volatile boolean stopping;

  Bystanders(Wire wire, Users users) {
    this.wire = wire;
    this.users = users;
  }

  /**
   * Begins, with new samples.
   *
   * @throws Scene.Unprepared if the server does not serve the honest user even now
   */
  void start() throws Scene.Unprepared {
    // If nobody can begin, what is told must not be the last attack's.
    probe = new Samples();
    honest = new Samples();
    openSession();
    warmUp();
    stopping = false;
    probe = new Samples();
    honest = new Samples();
    launch("probe", PROBE_PERIOD, () -> live(PATIENCE), probe);
    launch("honest", HONEST_PERIOD, this::work, honest);
  }

  /** Ends after what is being asked has been answered. */
  void stop() throws InterruptedException {
    stopping = true;
    for (Thread thread : threads) {
      thread.join();
    }
    threads.clear();
    probe.end();
    honest.end();
  }

  Samples probe() {
    return probe;
  }

  Samples honest() {
    return honest;
  }

  /** One request of a probe. */
  Answer live(Duration patience) {
    return wire.ask(patience, "GET", "/health/live", "");
  }

  /** One prediction for the honest user. */
  Answer predict(Duration patience) {
    return wire.ask(patience, "GET", "/v2/sessions/" + session + "/predictions", "");
  }

  /** So that what is measured is not this program's own beginning. */
  private void warmUp() throws Scene.Unprepared {
    for (int i = 0; i < WARM_UP; i++) {
      Answer live = live(PATIENCE);
      Answer work = work();
      if (!live.isOk() || !work.isOk()) {
        throw new Scene.Unprepared(
            "before it the probe had " + live.outcome() + ", the honest user " + work.outcome());
      }
    }
  }

  private void launch(String name, Duration period, Supplier<Answer> asking, Samples samples) {
    Thread thread = new Thread(() -> repeat(period, asking, samples), name);
    thread.setDaemon(true);
    // They measure the server, not this program's own load.
    thread.setPriority(Thread.MAX_PRIORITY);
    thread.start();
    threads.add(thread);
  }

  private void repeat(Duration period, Supplier<Answer> asking, Samples samples) {
    while (!stopping) {
      samples.add(asking.get());
      try {
        Thread.sleep(period.toMillis());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Observes and predicts in turn, and begins anew now and then. */
  private Answer work() {
    int now = step++ % ROUND;
    String path = "/v2/sessions/" + session;
    if (now == 0) {
      return wire.ask(PATIENCE, "POST", path + "/clear-stm", "");
    }
    return now % 2 == 0
        ? predict(PATIENCE)
        : wire.ask(PATIENCE, "POST", path + "/observe", "{\"strings\":[\"h" + now + "\"]}");
  }

  /** Anew for each attack: after it the users are erased, he as well. */
  private void openSession() {
    String body = "{\"user_id\":\"" + users.named("honest") + "\"}";
    session = Scene.sessionIn(wire.ask(PATIENCE, "POST", "/v2/sessions", body));
    for (int pattern = 0; pattern < 3; pattern++) {
      String events =
          "{\"strings\":[\"h1\"]},{\"strings\":[\"h3\"]},{\"strings\":[\"end" + pattern + "\"]}";
      String path = "/v2/sessions/" + session + "/observe-sequence";
      String sequence = "{\"observations\":[" + events + "],\"learn_at_end\":true}";
      wire.ask(PATIENCE, "POST", path, sequence);
    }
    wire.ask(PATIENCE, "POST", "/v2/sessions/" + session + "/observe", "{\"strings\":[\"h1\"]}");
    step = 1;
  }
}

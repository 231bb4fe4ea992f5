package dev.kato.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * What one connection does of a load test: its share of the sessions and users. Used by one thread
 * at a time.
 */
final class Share implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SESSIONS = "/v2/sessions";

  private final LoadPlan plan;
  private final int number;
  private final int shares;
  private final Connection connection;
  private final SplittableRandom random;
  private final List<Traffic.Session> sessions = new ArrayList<>();
  private final List<String> paths = new ArrayList<>();
  private Map<Traffic.Kind, Histogram> latencies = Map.of();
  private long failures;

  /** Share {@code number} of so many. */
  Share(LoadPlan plan, int number, int shares) {
    this.plan = plan;
    this.number = number;
    this.shares = shares;
    this.connection = new Connection(plan.url(), plan.apiKey());
    this.random = new SplittableRandom(number);
  }

  /** Opens its sessions, each somewhere in a round. */
  void open() {
    for (int i = number; i < plan.sessions(); i += shares) {
      int user = i % plan.users();
      Traffic.Session session = new Traffic.Session(i, user, plan.patterns());
      String path = openSession(user);
      String past = session.past();
      if (!past.isEmpty()) {
        insist("POST", path + "/observe-sequence", past);
      }
      sessions.add(session);
      paths.add(path);
    }
  }

  /** Lets its users learn their habits, and asks each for a prediction. */
  void teach() {
    for (int user = number; plan.patterns() > 0 && user < plan.users(); user += shares) {
      String path = openSession(user);
      for (int habit = 0; habit < plan.patterns(); habit++) {
        insist("POST", path + "/observe-sequence", Traffic.learning(user, habit));
      }
      insist("GET", path + "/predictions", "");
      insist("DELETE", path, "");
    }
  }

  private String openSession(int user) {
    String answer = insist("POST", SESSIONS, "{\"user_id\":\"bench-" + user + "\"}");
    try {
      return SESSIONS + "/" + JSON.readTree(answer).path("session_id").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String insist(String method, String path, String body) {
    try {
      Connection.Reply reply = connection.send(method, path, body);
      if (reply.status() != 200) {
        throw new IOException(method + " " + path + ": " + reply.status() + " " + reply.text());
      }
      return reply.text();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes requests, each of a session picked at random, until the time is over or none are left.
   * With a rate, a request's latency counts from the moment it was due: one that is made late
   * because the one before took long is not taken for fast.
   *
   * @param rate of all shares together; 0 for as fast as it goes
   */
  void work(int rate, long start, long end, AtomicLong left) {
    long between = rate == 0 ? 0 : 1_000_000_000L * shares / rate;
    latencies = new EnumMap<>(Traffic.Kind.class);
    for (Traffic.Kind kind : Traffic.Kind.values()) {
      latencies.put(kind, new Histogram(3));
    }
    failures = 0;
    long due = start + between * number / shares;
    while (left.getAndDecrement() > 0 && System.nanoTime() < end) {
      long began = rate > 0 ? await(due) : System.nanoTime();
      due += between;
      int next = random.nextInt(sessions.size());
      Traffic.Kind kind = sessions.get(next).next();
      if (!request(kind, sessions.get(next), paths.get(next))) {
        failures++;
      }
      record(kind, System.nanoTime() - began);
    }
  }

  private void record(Traffic.Kind kind, long nanos) {
    Histogram histogram = latencies.get(kind);
    if (histogram != null) {
      histogram.recordValue(nanos / 1000);
    }
  }

  private static long await(long due) {
    for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
      LockSupport.parkNanos(wait);
    }
    return due;
  }

  private boolean request(Traffic.Kind kind, Traffic.Session session, String path) {
    return switch (kind) {
      case OBSERVE -> succeeds("POST", path + "/observe", session.observation());
      case PREDICT -> succeeds("GET", path + "/predictions", "");
      case LEARN -> succeeds("POST", path + "/learn", "");
    };
  }

  private boolean succeeds(String method, String path, String body) {
    try {
      return connection.send(method, path, body).status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Erases its users with all they have. */
  void erase() {
    for (int user = number; user < plan.users(); user += shares) {
      insist("DELETE", "/v2/users/bench-" + user, "");
    }
  }

  /** Of the work done last. */
  Map<Traffic.Kind, Histogram> latencies() {
    return latencies;
  }

  /** Of the work done last. */
  long failures() {
    return failures;
  }

  @Override
  public void close() {
    connection.close();
  }
}

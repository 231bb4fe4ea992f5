package dev.kato.storage.mongo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * How to use a database.
 *
 * @param uri connection string; credentials, TLS, pool size and idle times are set there, as {@code
 *     mongodb://host/?maxPoolSize=50&tls=true}; not used when a client is handed in
 * @param database name of the database
 * @param timeout longest time of one round trip, waiting for a server and a connection included; an
 *     operation takes two round trips as a rule, and more when others write the same pattern
 * @param grace how long a reader waits for a write whose revision it knows, but which it cannot see
 *     yet. Must be the same for all instances on a database. A write that takes longer than half of
 *     it is made known once more before it is acknowledged, so nothing is ever missed
 * @param linearizable whether reads wait for a majority's confirmation that the primary still is
 *     one. Without it a primary that was cut off from its replica set may answer from before the
 *     cut, for as long as it takes to notice: about ten seconds. Needs a replica set
 * @param nanoTime a clock that never goes back, in nanoseconds
 */
public record MongoOptions(
    String uri,
    String database,
    Duration timeout,
    Duration grace,
    boolean linearizable,
    LongSupplier nanoTime) {

  private static final Pattern NAME = Pattern.compile("[^/\\\\. \"$\\x00]+");
  private static final int LONGEST_NAME = 63;

  /** Checks the name and the durations. */
  public MongoOptions {
    if (!NAME.matcher(database).matches()
        || database.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "database must be a name of 1 to "
              + LONGEST_NAME
              + " bytes without / \\ . \" $ or a space");
    }
    if (timeout.toMillis() < 1 || grace.toMillis() < 1) {
      throw new IllegalArgumentException("timeout and grace must be at least a millisecond");
    }
  }

  /** A timeout of 5 s, a grace of 10 s, majority reads. */
  public static MongoOptions of(String uri, String database) {
    return new MongoOptions(
        uri, database, Duration.ofSeconds(5), Duration.ofSeconds(10), false, System::nanoTime);
  }

  /** The same with another timeout. */
  public MongoOptions withTimeout(Duration newTimeout) {
    return new MongoOptions(uri, database, newTimeout, grace, linearizable, nanoTime);
  }

  /** The same with another grace. */
  public MongoOptions withGrace(Duration newGrace) {
    return new MongoOptions(uri, database, timeout, newGrace, linearizable, nanoTime);
  }

  /** The same with linearizable reads, or without. */
  public MongoOptions withLinearizable(boolean newLinearizable) {
    return new MongoOptions(uri, database, timeout, grace, newLinearizable, nanoTime);
  }

  /** The same with another clock. */
  public MongoOptions withNanoTime(LongSupplier newNanoTime) {
    return new MongoOptions(uri, database, timeout, grace, linearizable, newNanoTime);
  }

  /** Without the connection string, which may hold a password. */
  @Override
  public String toString() {
    return "MongoOptions[database=" + database + ", timeout=" + timeout + ", grace=" + grace + "]";
  }
}

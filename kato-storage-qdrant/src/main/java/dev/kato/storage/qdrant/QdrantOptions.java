package dev.kato.storage.qdrant;

import dev.kato.model.InvalidInputException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Qdrant. Immutable; the {@code with} methods give changed copies.
 *
 * @param host name or address; not used where a client is handed in, nor are port, TLS and key
 * @param port of gRPC, 1..65535
 * @param tls whether to speak TLS, with the certificates this JVM trusts
 * @param apiKey sent with every call; null for none
 * @param prefix of the collections, 1 to 100 ASCII letters, digits, {@code -} and {@code _}; stores
 *     with different prefixes do not see each other
 * @param timeout how long one remote call may take at most, waiting for a lost connection included;
 *     at least a millisecond. An operation is one to a few remote calls
 * @param exactUpTo how many vectors a user may have for the search to look at all of them, 0 or
 *     more
 */
public record QdrantOptions(
    String host,
    int port,
    boolean tls,
    @Nullable String apiKey,
    String prefix,
    Duration timeout,
    long exactUpTo) {

  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_-]{1,100}");
  private static final int MAX_PORT = 65535;
  private static final long EXACT_UP_TO = 100_000;

  /**
   * Checks the values.
   *
   * @throws InvalidInputException naming the value that is out of range
   */
  public QdrantOptions {
    if (port < 1 || port > MAX_PORT) {
      throw new InvalidInputException("port", "must be 1.." + MAX_PORT);
    }
    if (!PREFIX.matcher(prefix).matches()) {
      throw new InvalidInputException(
          "prefix", "must have 1 to 100 ASCII letters, digits, - and _");
    }
    if (timeout.toMillis() < 1) {
      throw new InvalidInputException("timeout", "must be at least a millisecond");
    }
    if (exactUpTo < 0) {
      throw new InvalidInputException("exactUpTo", "must be 0 or more");
    }
  }

  /**
   * Options for that server: no TLS, no key, prefix {@code kato}, time limit 5 seconds, exact up to
   * 100,000 vectors.
   */
  public static QdrantOptions of(String host, int port) {
    return new QdrantOptions(host, port, false, null, "kato", Duration.ofSeconds(5), EXACT_UP_TO);
  }

  /** The same with or without TLS. */
  public QdrantOptions withTls(boolean newTls) {
    return new QdrantOptions(host, port, newTls, apiKey, prefix, timeout, exactUpTo);
  }

  /** The same with another key. */
  public QdrantOptions withApiKey(@Nullable String newApiKey) {
    return new QdrantOptions(host, port, tls, newApiKey, prefix, timeout, exactUpTo);
  }

  /** The same with another prefix. */
  public QdrantOptions withPrefix(String newPrefix) {
    return new QdrantOptions(host, port, tls, apiKey, newPrefix, timeout, exactUpTo);
  }

  /** The same with another time limit. */
  public QdrantOptions withTimeout(Duration newTimeout) {
    return new QdrantOptions(host, port, tls, apiKey, prefix, newTimeout, exactUpTo);
  }

  /** The same with another bound of exact search. */
  public QdrantOptions withExactUpTo(long newExactUpTo) {
    return new QdrantOptions(host, port, tls, apiKey, prefix, timeout, newExactUpTo);
  }

  /** Leaves the key out. */
  @Override
  public String toString() {
    return "QdrantOptions[host="
        + host
        + ", port="
        + port
        + ", tls="
        + tls
        + ", prefix="
        + prefix
        + ", timeout="
        + timeout
        + ", exactUpTo="
        + exactUpTo
        + "]";
  }
}

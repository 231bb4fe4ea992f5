package dev.kato.storage.redis;

import dev.kato.model.CodePoints;
import dev.kato.model.SessionId;
import dev.kato.model.SessionState;
import dev.kato.model.UserId;
import dev.kato.spi.SessionContent;
import dev.kato.spi.SessionLock;
import dev.kato.spi.SessionStore;
import dev.kato.spi.StoredSession;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.StringCodec;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Sessions in Redis, under the keys and in the format of {@code docs/redis-format.md}. Thread-safe;
 * all threads share one connection.
 *
 * <p>Every operation is one round trip: a Lua script that sets value, version, expiry and index in
 * one step and recognises its own repeat, so that a command that is sent again after a connection
 * was lost does no harm. What Redis acknowledged is as durable as Redis is: {@code appendonly yes}
 * and {@code appendfsync always} lose nothing, {@code everysec} up to a second.
 *
 * <p>Expiries are exact to the nanosecond between 1970 and 5138; those outside are kept at the
 * bound. Redis drops a session by itself an hour after the later of its expiry and its last write.
 *
 * <p>Calls wait for a connection that was lost, within the time limit of {@link
 * RedisOptions#timeout()}. Opening a store does not connect. Who waits for a lock asks again every
 * 2 to 50 milliseconds.
 */
public final class RedisSessionStore implements SessionStore {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int TOKEN_BYTES = 12;
  private static final long LOCK_POLL_MIN_MILLIS = 2;
  private static final long LOCK_POLL_MAX_MILLIS = 50;

  private final RedisLink link;
  private final String base;
  private final Runnable afterClose;

  private RedisSessionStore(
      Supplier<CompletionStage<? extends StatefulConnection<String, String>>> connector,
      RedisOptions options,
      Runnable afterClose) {
    this.link = new RedisLink(connector, options.timeout());
    this.base = "{" + options.keyPrefix() + "}:";
    this.afterClose = afterClose;
  }

  /**
   * A store with a client of its own.
   *
   * @throws IllegalArgumentException if the URI is not one
   */
  public static RedisSessionStore open(RedisOptions options) {
    OwnClient own = new OwnClient(options.timeout());
    RedisURI uri = RedisURI.create(options.uri());
    uri.setTimeout(options.timeout());
    return new RedisSessionStore(
        () -> own.client().connectAsync(StringCodec.UTF8, uri), options, own::close);
  }

  /**
   * A store that connects through the caller's client, which stays open. Its options apply, beside
   * the store's time limit.
   *
   * @throws IllegalArgumentException if the URI is not one
   */
  public static RedisSessionStore using(RedisClient client, RedisOptions options) {
    RedisURI uri = RedisURI.create(options.uri());
    return new RedisSessionStore(
        () -> client.connectAsync(StringCodec.UTF8, uri), options, () -> {});
  }

  /**
   * A store that connects through the caller's cluster client, which stays open. All keys lie in
   * one hash slot, that of the key prefix.
   */
  public static RedisSessionStore using(RedisClusterClient client, RedisOptions options) {
    return new RedisSessionStore(
        () ->
            client
                .refreshPartitionsAsync()
                .thenCompose(unused -> client.connectAsync(StringCodec.UTF8)),
        options,
        () -> {});
  }

  @Override
  public boolean create(SessionState state, Instant expiresAt, Instant now, long limit) {
    return succeeds(
        Script.CREATE,
        token(),
        state.id().value(),
        state.user().value(),
        Expiry.text(expiresAt),
        Expiry.millis(expiresAt),
        Expiry.text(now),
        Long.toString(limit),
        SessionFormat.encode(SessionContent.of(state)));
  }

  @Override
  public Optional<StoredSession> find(SessionId id) {
    String key = base + "session:" + id.value();
    List<KeyValue<String, String>> fields =
        link.call(commands -> commands.hmget(key, "version", "expiry", "content"));
    if (!fields.get(0).hasValue()) {
      return Optional.empty();
    }
    return Optional.of(
        new StoredSession(
            Long.parseLong(fields.get(0).getValue()),
            Expiry.parse(fields.get(1).getValue()),
            SessionFormat.decode(fields.get(2).getValue())));
  }

  @Override
  public boolean replace(
      SessionId id, long expectedVersion, SessionContent content, Instant expiresAt) {
    return succeeds(
        Script.REPLACE,
        token(),
        id.value(),
        Long.toString(expectedVersion),
        content.state().user().value(),
        Expiry.text(expiresAt),
        Expiry.millis(expiresAt),
        SessionFormat.encode(content));
  }

  @Override
  public boolean touch(SessionId id, Instant expiresAt) {
    return succeeds(
        Script.TOUCH, token(), id.value(), Expiry.text(expiresAt), Expiry.millis(expiresAt));
  }

  @Override
  public boolean delete(SessionId id) {
    return succeeds(Script.DELETE, token(), id.value());
  }

  @Override
  public long count(Instant now) {
    return number(Script.COUNT, Expiry.text(now));
  }

  @Override
  public List<SessionId> sessionsOf(UserId user) {
    return CodePoints.sorted(texts(Script.SESSIONS_OF, user.value())).stream()
        .map(SessionId::new)
        .toList();
  }

  @Override
  public List<SessionId> removeExpired(Instant now, int limit) {
    link.checkOpen();
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, not " + limit);
    }
    return texts(Script.REMOVE_EXPIRED, token(), Expiry.text(now), Integer.toString(limit)).stream()
        .map(SessionId::new)
        .toList();
  }

  @Override
  public Optional<SessionLock> lock(SessionId id, Duration lease, Duration wait) {
    long end = System.nanoTime() + TimeUnit.NANOSECONDS.convert(wait);
    String token = token();
    String leaseMillis = Long.toString(Math.max(1, lease.toMillis()));
    long pause = LOCK_POLL_MIN_MILLIS;
    while (!succeeds(Script.LOCK, token, id.value(), leaseMillis)) {
      long rest = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (rest <= 0) {
        return Optional.empty();
      }
      RedisLink.pause(Math.min(pause, rest));
      pause = Math.min(2 * pause, LOCK_POLL_MAX_MILLIS);
    }
    return Optional.of(
        new RedisLock(
            () -> succeeds(Script.EXTEND, token, id.value(), leaseMillis),
            () -> succeeds(Script.UNLOCK, token, id.value())));
  }

  @Override
  public void ping() {
    link.call(commands -> commands.ping());
  }

  @Override
  public void close() {
    if (link.close()) {
      afterClose.run();
    }
  }

  private boolean succeeds(Script script, String... args) {
    return number(script, args) == 1;
  }

  private long number(Script script, String... args) {
    return link.<Long>run(script, ScriptOutputType.INTEGER, base, withBase(args));
  }

  private List<String> texts(Script script, String... args) {
    return link.run(script, ScriptOutputType.MULTI, base, withBase(args));
  }

  private String[] withBase(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = base;
    System.arraycopy(args, 0, all, 1, args.length);
    return all;
  }

  /** Marks one write or one owner of a lock; unlike any other. */
  private static String token() {
    byte[] bytes = new byte[TOKEN_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }
}

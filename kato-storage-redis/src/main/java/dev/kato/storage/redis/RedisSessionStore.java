package dev.kato.storage.redis;

import dev.kato.model.CodePoints;
import dev.kato.model.SessionId;
import dev.kato.model.SessionState;
import dev.kato.model.UserId;
import dev.kato.spi.LockedSession;
import dev.kato.spi.RefusalLog;
import dev.kato.spi.SessionContent;
import dev.kato.spi.SessionLock;
import dev.kato.spi.SessionStore;
import dev.kato.spi.StoredSession;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
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
 * <p>Opening a store begins to connect and does not wait for it; it succeeds also when there is no
 * Redis. A call that finds the first connection still being made waits for it until {@link
 * RedisOptions#connectTimeout()} after the store was opened, and in any case as long as {@link
 * RedisOptions#timeout()}; then it has the whole time of a command. The same holds when a
 * connection fell silent or ended at a replica, and another one is made: the time counts from when
 * that began. A connection that was lost is waited for within the time of the command. So a call
 * takes at most the longer of both limits and the time of a command in addition; while Redis is
 * away for longer than the limit for connecting, each call takes the time of a command. Every wait
 * can be interrupted. Who waits for a lock asks again every 2 to 50 milliseconds.
 *
 * <p>What an operator has to mend, as a wrong password, is reported at once, and logged once a
 * minute.
 */
public final class RedisSessionStore implements SessionStore {

  /** How long what a ping writes is there. */
  private static final long PING_MILLIS = 1000;

  private final RedisConnection connection;
  private final RedisLink link;
  private final String base;
  private final Scripts scripts;
  private final RedisLocks locks;
  private final Runnable afterClose;

  private RedisSessionStore(
      Supplier<CompletionStage<? extends StatefulConnection<String, String>>> connector,
      RedisOptions options,
      Runnable afterClose) {
    RefusalLog refusals = new RefusalLog(RedisSessionStore.class);
    this.connection = new RedisConnection(connector, options);
    this.link = new RedisLink(connection, refusals, options.timeout());
    this.base = "{" + options.keyPrefix() + "}:";
    this.scripts = new Scripts(link, base);
    this.locks = new RedisLocks(scripts, refusals);
    this.afterClose = afterClose;
    connection.begin();
  }

  /**
   * A store with a client of its own.
   *
   * @throws IllegalArgumentException if the URI is not one
   */
  public static RedisSessionStore open(RedisOptions options) {
    RedisURI uri = RedisURI.create(options.uri());
    uri.setTimeout(options.connectTimeout());
    OwnClient own = new OwnClient(options.timeout(), options.connectTimeout());
    return new RedisSessionStore(
        () -> own.client().connectAsync(StringCodec.UTF8, uri), options, own::close);
  }

  /**
   * A store that connects through the caller's client, which stays open. Its options apply, beside
   * the store's time limits.
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
  public boolean create(
      SessionState state, Instant expiresAt, Instant now, long limit, long userLimit) {
    return scripts.succeed(
        Script.CREATE,
        Scripts.token(),
        state.id().value(),
        state.user().value(),
        Expiry.text(expiresAt),
        Expiry.millis(expiresAt),
        Expiry.text(now),
        Long.toString(limit),
        Long.toString(userLimit),
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
        locks.stored(fields.stream().map(field -> field.getValueOrElse("")).toList()));
  }

  @Override
  public OptionalLong replace(
      SessionId id, long expectedVersion, SessionContent content, Instant expiresAt) {
    long version =
        scripts.number(Script.REPLACE, replacement(id, expectedVersion, content, expiresAt));
    return version == 0 ? OptionalLong.empty() : OptionalLong.of(version);
  }

  @Override
  public boolean replaceAndUnlock(
      SessionLock lock,
      SessionId id,
      long expectedVersion,
      SessionContent content,
      Instant expiresAt) {
    if (!(lock instanceof RedisLock own && own.isOf(scripts, id))) {
      return SessionStore.super.replaceAndUnlock(lock, id, expectedVersion, content, expiresAt);
    }
    String[] replacement = replacement(id, expectedVersion, content, expiresAt);
    String[] all = Arrays.copyOf(replacement, replacement.length + 1);
    all[replacement.length] = own.token();
    boolean replaced = scripts.number(Script.REPLACE, all) != 0;
    if (replaced) {
      own.released();
    }
    return replaced;
  }

  private static String[] replacement(
      SessionId id, long expectedVersion, SessionContent content, Instant expiresAt) {
    return new String[] {
      Scripts.token(),
      id.value(),
      Long.toString(expectedVersion),
      content.state().user().value(),
      Expiry.text(expiresAt),
      Expiry.millis(expiresAt),
      SessionFormat.encode(content)
    };
  }

  @Override
  public boolean touch(SessionId id, long expectedVersion, Instant expiresAt) {
    return scripts.succeed(
        Script.TOUCH,
        Scripts.token(),
        id.value(),
        Long.toString(expectedVersion),
        Expiry.text(expiresAt),
        Expiry.millis(expiresAt));
  }

  @Override
  public boolean delete(SessionId id, long expectedVersion) {
    return scripts.succeed(
        Script.DELETE, Scripts.token(), id.value(), Long.toString(expectedVersion));
  }

  @Override
  public long count(Instant now) {
    return scripts.number(Script.COUNT, Expiry.text(now));
  }

  @Override
  public List<SessionId> sessionsOf(UserId user) {
    return CodePoints.sorted(scripts.texts(Script.SESSIONS_OF, user.value())).stream()
        .map(SessionId::new)
        .toList();
  }

  @Override
  public List<SessionId> removeExpired(Instant now, int limit) {
    connection.checkOpen();
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, not " + limit);
    }
    return scripts
        .texts(Script.REMOVE_EXPIRED, Scripts.token(), Expiry.text(now), Integer.toString(limit))
        .stream()
        .map(SessionId::new)
        .toList();
  }

  @Override
  public Optional<SessionLock> lock(SessionId id, Duration lease, Duration wait) {
    return locks.take(id, lease, wait);
  }

  @Override
  public Optional<LockedSession> lockAndFind(SessionId id, Duration lease, Duration wait) {
    return locks.takeAndFind(id, lease, wait);
  }

  @Override
  public void ping() {
    // A write: a Redis whose memory is full, or that is a replica, still answers a PING.
    link.call(commands -> commands.set(base + "ping", "", SetArgs.Builder.px(PING_MILLIS)));
  }

  @Override
  public void close() {
    if (connection.close()) {
      afterClose.run();
    }
  }
}

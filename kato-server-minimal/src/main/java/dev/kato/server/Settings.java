package dev.kato.server;

import dev.kato.config.ConfigKey;
import dev.kato.config.SessionConfig;
import dev.kato.model.InvalidConfigException;
import dev.kato.model.InvalidInputException;
import dev.kato.model.UserId;
import dev.kato.storage.mongo.MongoOptions;
import dev.kato.storage.qdrant.QdrantOptions;
import dev.kato.storage.redis.RedisOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a server, from variables as an environment or a properties file has them.
 * Immutable.
 */
public final class Settings {

  private static final int MAX_IN_FLIGHT_DEFAULT = 256;

  private final Map<String, String> variables;
  private final Map<String, @Nullable Object> sessionDefaults = new LinkedHashMap<>();
  private final SessionConfig defaults;

  private Settings(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
    for (ConfigKey key : ConfigKey.values()) {
      boolean anyText = key == ConfigKey.AFFINITY_EMOTIVE;
      text(key.name())
          .ifPresent(v -> sessionDefaults.put(key.wireName(), anyText ? v : jsonValue(v)));
    }
    this.defaults = checkedDefaults(sessionDefaults);
  }

  /**
   * Reads and checks the variables; those not known are ignored, and blank ones count as absent.
   *
   * @throws IllegalArgumentException naming variable, value and range
   */
  public static Settings of(Map<String, String> variables) {
    Settings settings = new Settings(variables);
    settings.checkAll();
    return settings;
  }

  /**
   * Everything at its default, in memory, on a free port of the loopback interface, ready at once.
   */
  public static Settings local() {
    return of(Map.of("PORT", "0", "WARM_UP_MS", "0"));
  }

  /** The same with one variable set. */
  public Settings with(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(variables);
    changed.put(name, value);
    return of(changed);
  }

  private void checkAll() {
    port();
    sessionTtl();
    slidingExpiry();
    maxSessions();
    maxRequestBytes();
    maxInFlight();
    predictionTimeout();
    warmUp();
    preloaded();
    shutdownTimeout();
    shutdownDelay();
    logLevel();
    logFormat();
    anonymousClients();
    maxPatternsPerUser();
    maxSessionCharacters();
    Protection.check(this);
    storeTimeout();
    qdrant();
  }

  /** How to use MongoDB; empty if patterns are kept in memory. */
  public Optional<MongoOptions> mongo() {
    String database = text("MONGO_DATABASE").orElse("kato");
    return text("MONGO_BASE_URL")
        .map(uri -> MongoOptions.of(uri, database).withTimeout(storeTimeout()));
  }

  Optional<RedisOptions> redis() {
    String prefix = text("REDIS_KEY_PREFIX").orElse("kato");
    return text("REDIS_URL")
        .map(uri -> RedisOptions.of(uri).withKeyPrefix(prefix).withTimeout(storeTimeout()));
  }

  Optional<QdrantOptions> qdrant() {
    int port = (int) whole("QDRANT_PORT", 1, 65_535, 6334);
    boolean tls = bool("QDRANT_TLS", false);
    return text("QDRANT_HOST")
        .map(
            host ->
                QdrantOptions.of(host, port)
                    .withTls(tls)
                    .withApiKey(text("QDRANT_API_KEY").orElse(null))
                    .withPrefix(text("QDRANT_PREFIX").orElse("kato"))
                    .withTimeout(storeTimeout()));
  }

  private Duration storeTimeout() {
    return Duration.ofMillis(whole("STORE_TIMEOUT_MS", 100, 60_000, 5000));
  }

  String host() {
    return text("HOST").orElse("127.0.0.1");
  }

  int port() {
    return (int) whole("PORT", 0, 65_535, 8000);
  }

  String processorId() {
    return text("PROCESSOR_ID").orElse("kato");
  }

  String logLevel() {
    return oneOf("LOG_LEVEL", "INFO", "ERROR", "WARN", "INFO", "DEBUG", "TRACE");
  }

  String logFormat() {
    return oneOf("LOG_FORMAT", "human", "human", "json");
  }

  Duration sessionTtl() {
    return Duration.ofSeconds(whole("SESSION_TTL", 1, 31_536_000, 3600));
  }

  boolean slidingExpiry() {
    return bool("SESSION_AUTO_EXTEND", true);
  }

  long maxSessions() {
    return whole("MAX_SESSIONS", 1, Long.MAX_VALUE, 10_000);
  }

  int maxRequestBytes() {
    return (int) whole("MAX_REQUEST_BYTES", 1, 1 << 30, 1 << 20);
  }

  int maxInFlight() {
    return (int) whole("MAX_IN_FLIGHT", 1, 10_000, MAX_IN_FLIGHT_DEFAULT);
  }

  long maxPatternsPerUser() {
    return whole("MAX_PATTERNS_PER_USER", 1, Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /** As many as ten requests of the largest size, by default. */
  long maxSessionCharacters() {
    return whole("MAX_SESSION_CHARACTERS", 1, Long.MAX_VALUE, 10L * maxRequestBytes());
  }

  Duration predictionTimeout() {
    return Duration.ofMillis(whole("PREDICTION_TIMEOUT_MS", 1, 3_600_000, 10_000));
  }

  /** How long the server may warm up before it is ready. */
  Duration warmUp() {
    return Duration.ofMillis(whole("WARM_UP_MS", 0, 60_000, 2000));
  }

  /** Whose knowledge bases are loaded before the server is ready. */
  List<UserId> preloaded() {
    List<UserId> users = new ArrayList<>();
    for (String user : list("KATO_PRELOAD")) {
      try {
        users.add(new UserId(user));
      } catch (InvalidInputException e) {
        throw bad("KATO_PRELOAD", user, "users of 1.." + UserId.MAX_LENGTH + " characters");
      }
    }
    return users;
  }

  /** What stands between commas; blanks do not count. */
  List<String> list(String name) {
    return text(name).stream()
        .flatMap(items -> Arrays.stream(items.split(",")))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  Duration shutdownTimeout() {
    return Duration.ofSeconds(whole("SHUTDOWN_TIMEOUT", 0, 3600, 30));
  }

  /** How long to go on serving after the server has said that it is not ready any more. */
  Duration shutdownDelay() {
    return Duration.ofSeconds(whole("SHUTDOWN_DELAY", 0, 300, 0));
  }

  List<String> apiKeys() {
    return list("KATO_API_KEY");
  }

  /**
   * Whether v1 clients without any id get a session by their address: beyond loopback, strangers
   * behind one proxy would share a memory, so only when asked for.
   */
  boolean anonymousClients() {
    return bool("KATO_V1_ANONYMOUS", Protection.isLoopback(host()));
  }

  SessionConfig defaults() {
    return defaults;
  }

  /** What sessions of a dialect begin with: its own defaults, where no variable sets another. */
  Map<String, @Nullable Object> dialectDefaults(ConfigKey key, Object value) {
    return sessionDefaults.containsKey(key.wireName()) ? Map.of() : Map.of(key.wireName(), value);
  }

  /** The variable's value, unless it is absent or blank. */
  Optional<String> text(String name) {
    return Optional.ofNullable(variables.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  long whole(String name, long min, long max, long otherwise) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      long value = Long.parseLong(text.get());
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Refused below, as one out of range is.
    }
    String range = max == Long.MAX_VALUE ? min + " or more" : min + ".." + max;
    throw bad(name, text.get(), "a whole number " + range);
  }

  boolean bool(String name, boolean otherwise) {
    return switch (text(name).orElse("").toLowerCase(Locale.ROOT)) {
      case "" -> otherwise;
      case "true", "1", "yes", "on" -> true;
      case "false", "0", "no", "off" -> false;
      default -> throw bad(name, text(name).orElse(""), "true or false");
    };
  }

  private String oneOf(String name, String otherwise, String... choices) {
    String text = text(name).orElse(otherwise);
    return Arrays.stream(choices)
        .filter(text::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(() -> bad(name, text, "one of " + String.join(", ", choices)));
  }

  private static IllegalArgumentException bad(String name, String value, String expected) {
    return new IllegalArgumentException(name + " = " + value + ": must be " + expected);
  }

  private static SessionConfig checkedDefaults(Map<String, @Nullable Object> values) {
    try {
      return SessionConfig.DEFAULTS.with(values);
    } catch (InvalidConfigException e) {
      List<String> messages = new ArrayList<>();
      e.problems()
          .forEach(
              problem ->
                  messages.add(
                      problem.key().toUpperCase(Locale.ROOT)
                          + " = "
                          + problem.value()
                          + ": must be "
                          + problem.expected()));
      throw new IllegalArgumentException(String.join("; ", messages), e);
    }
  }

  /** A variable's text as the JSON value it most likely means. */
  private static Object jsonValue(String text) {
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return Boolean.valueOf(text);
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException notWhole) {
      try {
        double number = Double.parseDouble(text);
        return Double.isFinite(number) ? number : text;
      } catch (NumberFormatException notNumber) {
        return text;
      }
    }
  }
}

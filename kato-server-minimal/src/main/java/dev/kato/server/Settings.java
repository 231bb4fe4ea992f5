package dev.kato.server;

import dev.kato.config.ConfigKey;
import dev.kato.config.SessionConfig;
import dev.kato.model.InvalidConfigException;
import dev.kato.model.InvalidInputException;
import dev.kato.model.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a server, from variables as an environment or a properties file has them.
 * Immutable.
 */
public final class Settings {

  private static final int MAX_IN_FLIGHT_DEFAULT = 256;

  private final Variables variables;
  private final Map<String, @Nullable Object> sessionDefaults = new LinkedHashMap<>();
  private final SessionConfig defaults;

  private Settings(Variables variables) {
    this.variables = variables;
    for (ConfigKey key : ConfigKey.values()) {
      boolean anyText = key == ConfigKey.AFFINITY_EMOTIVE;
      variables
          .text(key.name())
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
    Settings settings = new Settings(Variables.of(variables));
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
    Map<String, String> changed = new LinkedHashMap<>(variables.values());
    changed.put(name, value);
    return of(changed);
  }

  /** What was set, of this server or of anything else. */
  public Variables variables() {
    return variables;
  }

  private void checkAll() {
    port();
    sessionTtl();
    slidingExpiry();
    maxSessions();
    maxSessionsPerUser();
    maxRequestBytes();
    maxRequestValues();
    maxBytesInFlight();
    maxInFlight();
    maxConcurrentRecalls();
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
    maxLearningsAtOnce();
    Protection.check(this);
  }

  String host() {
    return variables.text("HOST").orElse("127.0.0.1");
  }

  int port() {
    return (int) variables.whole("PORT", 0, 65_535, 8000);
  }

  String processorId() {
    return variables.text("PROCESSOR_ID").orElse("kato");
  }

  /** The lowest level that is logged. */
  public String logLevel() {
    return variables.oneOf("LOG_LEVEL", "INFO", "ERROR", "WARN", "INFO", "DEBUG", "TRACE");
  }

  /** {@code human} or {@code json}. */
  public String logFormat() {
    return variables.oneOf("LOG_FORMAT", "human", "human", "json");
  }

  /** How long a session lives that says nothing of it. */
  public Duration sessionTtl() {
    return Duration.ofSeconds(variables.whole("SESSION_TTL", 1, 31_536_000, 3600));
  }

  boolean slidingExpiry() {
    return variables.bool("SESSION_AUTO_EXTEND", true);
  }

  long maxSessions() {
    return variables.whole("MAX_SESSIONS", 1, Long.MAX_VALUE, 10_000);
  }

  /** A tenth of all, by default, so that no user has them all. */
  long maxSessionsPerUser() {
    return variables.whole(
        "MAX_SESSIONS_PER_USER", 1, Long.MAX_VALUE, Math.max(1, maxSessions() / 10));
  }

  int maxRequestBytes() {
    return (int) variables.whole("MAX_REQUEST_BYTES", 1, 1 << 30, 1 << 20);
  }

  /** Most values in one body: each takes much more memory than its text. */
  long maxRequestValues() {
    return variables.whole("MAX_REQUEST_VALUES", 1, 1 << 26, 1 << 18);
  }

  /** Heap that the bodies and answers of all requests may take together. */
  long maxBytesInFlight() {
    long quarter = Math.max(1, Runtime.getRuntime().maxMemory() / 4);
    return variables.whole("MAX_BYTES_IN_FLIGHT", 1, Long.MAX_VALUE, quarter);
  }

  int maxInFlight() {
    return (int) variables.whole("MAX_IN_FLIGHT", 1, 10_000, MAX_IN_FLIGHT_DEFAULT);
  }

  long maxPatternsPerUser() {
    return variables.whole("MAX_PATTERNS_PER_USER", 1, Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /** A request is answered when all are stored, and its session waits until then. */
  long maxLearningsAtOnce() {
    return variables.whole("MAX_LEARNINGS_PER_REQUEST", 1, Long.MAX_VALUE, 2000);
  }

  /** As many as ten requests of the largest size, by default. */
  long maxSessionCharacters() {
    return variables.whole("MAX_SESSION_CHARACTERS", 1, Long.MAX_VALUE, 10L * maxRequestBytes());
  }

  /** As many as there are processors, by default: more would only hold up each other. */
  int maxConcurrentRecalls() {
    int processors = Math.min(1024, Runtime.getRuntime().availableProcessors());
    return (int) variables.whole("MAX_CONCURRENT_RECALLS", 1, 1024, processors);
  }

  Duration predictionTimeout() {
    return Duration.ofMillis(variables.whole("PREDICTION_TIMEOUT_MS", 1, 3_600_000, 10_000));
  }

  /** How long the server may warm up before it is ready. */
  Duration warmUp() {
    return Duration.ofMillis(variables.whole("WARM_UP_MS", 0, 60_000, 2000));
  }

  /** Whose knowledge bases are loaded before the server is ready. */
  List<UserId> preloaded() {
    List<UserId> users = new ArrayList<>();
    for (String user : variables.list("KATO_PRELOAD")) {
      try {
        users.add(new UserId(user));
      } catch (InvalidInputException e) {
        throw Variables.bad(
            "KATO_PRELOAD", user, "users of 1.." + UserId.MAX_LENGTH + " characters");
      }
    }
    return users;
  }

  Duration shutdownTimeout() {
    return Duration.ofSeconds(variables.whole("SHUTDOWN_TIMEOUT", 0, 3600, 30));
  }

  /** How long to go on serving after the server has said that it is not ready any more. */
  Duration shutdownDelay() {
    return Duration.ofSeconds(variables.whole("SHUTDOWN_DELAY", 0, 300, 0));
  }

  /** Keys of operators. */
  List<String> apiKeys() {
    return variables.list("KATO_API_KEY");
  }

  /**
   * Whether v1 clients without any id get a session by their address: beyond loopback, strangers
   * behind one proxy would share a memory, so only when asked for.
   */
  public boolean anonymousClients() {
    return variables.bool("KATO_V1_ANONYMOUS", Protection.isLoopback(host()));
  }

  SessionConfig defaults() {
    return defaults;
  }

  /** What sessions of a dialect begin with: its own defaults, where no variable sets another. */
  public Map<String, @Nullable Object> dialectDefaults(ConfigKey key, Object value) {
    return sessionDefaults.containsKey(key.wireName()) ? Map.of() : Map.of(key.wireName(), value);
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

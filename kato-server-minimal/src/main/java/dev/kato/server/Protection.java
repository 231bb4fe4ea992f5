package dev.kato.server;

import dev.kato.server.http.ApiKeys;
import dev.kato.server.http.ApiKeys.Key;
import dev.kato.server.http.Cors;
import dev.kato.server.http.KeyFile;
import dev.kato.server.http.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How the settings protect the server from strangers. */
final class Protection {

  private Protection() {}

  /**
   * Refuses settings that would leave it open to the network, or whose key file holds no key.
   *
   * @throws IllegalArgumentException naming the variable
   */
  static void check(Settings settings) {
    checkKeys(settings);
    Optional<Path> file = keyFile(settings);
    if (file.isPresent() && keysIn(file.get()).isEmpty()) {
      throw new IllegalArgumentException(
          "KATO_API_KEY_FILE = " + file.get() + ": must hold at least one key");
    }
    boolean open = settings.apiKeys().isEmpty() && file.isEmpty();
    boolean insecure = settings.variables().bool("KATO_ALLOW_INSECURE_BIND", false);
    if (open && !insecure && !isLoopback(settings.host())) {
      throw new IllegalArgumentException(
          "HOST = "
              + settings.host()
              + ": everyone who reaches this address could read and erase all memories. Set"
              + " KATO_API_KEY or KATO_API_KEY_FILE, or say KATO_ALLOW_INSECURE_BIND=true");
    }
  }

  /** Without the keys in what it says. */
  private static void checkKeys(Settings settings) {
    List<String> keys = settings.apiKeys();
    boolean tooShort = keys.stream().anyMatch(key -> key.length() < ApiKeys.LEAST_LENGTH);
    if (tooShort || (keys.isEmpty() && settings.variables().text("KATO_API_KEY").isPresent())) {
      throw new IllegalArgumentException(
          "KATO_API_KEY: must be keys of at least "
              + ApiKeys.LEAST_LENGTH
              + " characters, between commas");
    }
  }

  static ApiKeys keys(Settings settings) {
    return new ApiKeys(
        settings.apiKeys().stream().map(key -> new Key(key, Scope.OPERATOR)).toList(),
        keyFile(settings).map(KeyFile::new).orElse(null));
  }

  static Cors cors(Settings settings) {
    Set<String> origins =
        settings.variables().list("KATO_CORS_ORIGINS").stream()
            .map(origin -> origin.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    return new Cors(origins);
  }

  private static Optional<Path> keyFile(Settings settings) {
    return settings.variables().text("KATO_API_KEY_FILE").map(Path::of);
  }

  private static List<Key> keysIn(Path file) {
    try {
      return new KeyFile(file).read();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("KATO_API_KEY_FILE = " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "KATO_API_KEY_FILE = " + file + ": cannot be read (" + e.getClass().getSimpleName() + ")",
          e);
    }
  }

  static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("HOST = " + host + ": must be an address or a name", e);
    }
  }
}

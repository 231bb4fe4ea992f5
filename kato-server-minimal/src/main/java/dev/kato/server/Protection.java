package dev.kato.server;

import dev.kato.server.http.ApiKeys;
import dev.kato.server.http.Cors;
import dev.kato.server.http.KeyFile;
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

  static ApiKeys keys(Settings settings) {
    return new ApiKeys(settings.apiKeys(), keyFile(settings).map(KeyFile::new).orElse(null));
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

  private static List<String> keysIn(Path file) {
    try {
      return new KeyFile(file).read();
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

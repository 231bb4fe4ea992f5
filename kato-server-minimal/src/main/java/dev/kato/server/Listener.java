package dev.kato.server;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** The socket the server listens on, with TLS when the settings name a key store. */
final class Listener {

  private static final int BACKLOG = 1024;

  private Listener() {}

  /**
   * Takes the address that the settings name.
   *
   * @throws IOException naming it, if it cannot be had
   */
  static HttpServer create(Settings settings) throws IOException {
    InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
    Optional<Path> keyStore = settings.variables().text("KATO_TLS_KEYSTORE").map(Path::of);
    try {
      if (keyStore.isEmpty()) {
        return HttpServer.create(address, BACKLOG);
      }
      SSLContext context = context(keyStore.get(), password(settings));
      HttpsServer server = HttpsServer.create(address, BACKLOG);
      server.setHttpsConfigurator(new Configurator(context));
      return server;
    } catch (SocketException e) {
      throw new IOException(
          "cannot listen on " + settings.host() + ":" + settings.port() + ": " + e.getMessage(), e);
    }
  }

  static boolean isSecure(Settings settings) {
    return settings.variables().text("KATO_TLS_KEYSTORE").isPresent();
  }

  private static char[] password(Settings settings) throws IOException {
    Optional<String> file = settings.variables().text("KATO_TLS_KEYSTORE_PASSWORD_FILE");
    String password =
        file.isPresent()
            ? Files.readString(Path.of(file.get()), StandardCharsets.UTF_8).strip()
            : settings.variables().text("KATO_TLS_KEYSTORE_PASSWORD").orElse("");
    return password.toCharArray();
  }

  private static SSLContext context(Path path, char[] password) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new ServerCertificate(path, password).asKeyManagers(), null, null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "KATO_TLS_KEYSTORE = " + path + ": cannot be opened: " + e.getMessage(), e);
    }
  }

  private static final class Configurator extends HttpsConfigurator {
    Configurator(SSLContext context) {
      super(context);
    }

    @Override
    public void configure(HttpsParameters parameters) {
      SSLParameters secure = getSSLContext().getDefaultSSLParameters();
      secure.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      parameters.setSSLParameters(secure);
    }
  }
}

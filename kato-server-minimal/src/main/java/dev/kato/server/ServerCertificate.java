package dev.kato.server;

import dev.kato.server.http.WatchedFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate and key in a PKCS #12 file, read again when the file is replaced: handshakes from
 * then on have the new ones. What cannot be read leaves those known. Thread-safe.
 */
final class ServerCertificate extends X509ExtendedKeyManager {

  private static final Logger log = LoggerFactory.getLogger(ServerCertificate.class);

  private final WatchedFile file;
  private final char[] password;
  private volatile Loaded loaded;

  /**
   * What was in the file once.
   *
   * @param number makes the aliases of one reading unlike those of another: a handshake asks for
   *     the certificate and for its key, one after the other
   * @param before for handshakes that began with it
   */
  private record Loaded(long number, X509ExtendedKeyManager keys, @Nullable Loaded before) {}

  /**
   * What is in the file now.
   *
   * @throws IOException if it cannot be read
   * @throws GeneralSecurityException if it is no key store, or the password is wrong
   */
  ServerCertificate(Path path, char[] password) throws IOException, GeneralSecurityException {
    this.file = new WatchedFile(path);
    this.password = password.clone();
    this.loaded = new Loaded(0, read(), null);
  }

  private X509ExtendedKeyManager read() throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file.path())) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, password);
      return Arrays.stream(factory.getKeyManagers())
          .filter(X509ExtendedKeyManager.class::isInstance)
          .map(X509ExtendedKeyManager.class::cast)
          .findFirst()
          .orElseThrow(() -> new GeneralSecurityException("no key manager"));
    }
  }

  private Loaded current() {
    try {
      file.ifChanged(this::readAgain).ifPresent(this::accept);
    } catch (IOException e) {
      log.warn("cannot read the certificate, the one known stays: {}", e.toString());
    }
    return loaded;
  }

  private X509ExtendedKeyManager readAgain() throws IOException {
    try {
      return read();
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private void accept(X509ExtendedKeyManager keys) {
    Loaded last = loaded;
    loaded = new Loaded(last.number() + 1, keys, new Loaded(last.number(), last.keys(), null));
    log.info("the certificate was read from {}", file.path());
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    Loaded now = current();
    String alias = now.keys().chooseEngineServerAlias(keyType, issuers, engine);
    return alias == null ? null : now.number() + ":" + alias;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return find(alias).map(keys -> keys.getCertificateChain(name(alias))).orElse(null);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return find(alias).map(keys -> keys.getPrivateKey(name(alias))).orElse(null);
  }

  private Optional<X509ExtendedKeyManager> find(String alias) {
    for (Loaded each = loaded; each != null; each = each.before()) {
      if (alias.startsWith(each.number() + ":")) {
        return Optional.of(each.keys());
      }
    }
    return Optional.empty();
  }

  private static String name(String alias) {
    return alias.substring(alias.indexOf(':') + 1);
  }

  /** As what a TLS context takes. */
  KeyManager[] asKeyManagers() {
    return new KeyManager[] {this};
  }

  @Override
  public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[0];
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }

  @Override
  public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[0];
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }
}

package dev.kato.server.http;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in, and to what. Compares in a time that does not depend on the keys. Thread-safe.
 */
public final class ApiKeys {

  /** Shorter keys can be guessed. */
  public static final int LEAST_LENGTH = 16;

  private static final String BEARER = "bearer ";

  private final List<Hashed> fixed;
  private final @Nullable KeyFile file;
  private volatile List<Hashed> changing = List.of();

  /** A key and what it is for. */
  public record Key(String text, Scope scope) {}

  private record Hashed(byte[] digest, Scope scope) {
    static Hashed of(Key key) {
      return new Hashed(sha256(key.text()), key.scope());
    }
  }

  /**
   * Lets those in who have one of these keys; everybody if there are none and no file.
   *
   * @param file has more keys, and may change at any time; null for none
   */
  public ApiKeys(List<Key> keys, @Nullable KeyFile file) {
    this.fixed = keys.stream().map(Hashed::of).toList();
    this.file = file;
  }

  /**
   * What the one may do who sends these headers, with a key in {@code X-API-Key} or {@code
   * Authorization: Bearer}; null if he may not come in.
   */
  @Nullable Scope scope(Headers headers) {
    if (fixed.isEmpty() && file == null) {
      return Scope.OPERATOR;
    }
    if (file != null) {
      file.changed().ifPresent(keys -> changing = keys.stream().map(Hashed::of).toList());
    }
    String key = key(headers);
    byte[] given = sha256(key == null ? "" : key);
    Scope ofFixed = find(fixed, given);
    Scope ofChanging = find(changing, given);
    Scope found = ofFixed == null ? ofChanging : ofFixed;
    return key == null ? null : found;
  }

  private static @Nullable String key(Headers headers) {
    String key = headers.getFirst("X-API-Key");
    String authorization = headers.getFirst("Authorization");
    return key == null
            && authorization != null
            && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? authorization.substring(BEARER.length()).strip()
        : key;
  }

  /** Looks at all of them, whichever it is. */
  private static @Nullable Scope find(List<Hashed> keys, byte[] given) {
    Scope found = null;
    for (Hashed key : keys) {
      boolean same = MessageDigest.isEqual(key.digest(), given);
      found = same ? key.scope() : found;
    }
    return found;
  }

  private static byte[] sha256(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}

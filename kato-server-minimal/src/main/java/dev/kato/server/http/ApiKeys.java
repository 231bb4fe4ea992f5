package dev.kato.server.http;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may come in. Compares in a time that does not depend on the keys. Thread-safe. */
public final class ApiKeys {

  private final List<byte[]> fixed;
  private final @Nullable KeyFile file;
  private volatile List<byte[]> changing = List.of();

  /**
   * Lets those in who have one of these keys.
   *
   * @param file has more keys, and may change at any time; null for none
   */
  public ApiKeys(List<String> keys, @Nullable KeyFile file) {
    this.fixed = keys.stream().map(ApiKeys::digest).toList();
    this.file = file;
  }

  /** Reads the key from {@code X-API-Key} or {@code Authorization: Bearer}. */
  boolean admits(Headers headers) {
    if (fixed.isEmpty() && file == null) {
      return true;
    }
    if (file != null) {
      file.changed().ifPresent(keys -> changing = keys.stream().map(ApiKeys::digest).toList());
    }
    String key = headers.getFirst("X-API-Key");
    String authorization = headers.getFirst("Authorization");
    if (key == null && authorization != null && authorization.startsWith("Bearer ")) {
      key = authorization.substring("Bearer ".length());
    }
    byte[] given = digest(key == null ? "" : key);
    return (isAmong(fixed, given) | isAmong(changing, given)) && key != null;
  }

  private static boolean isAmong(List<byte[]> digests, byte[] given) {
    boolean found = false;
    for (byte[] digest : digests) {
      found |= MessageDigest.isEqual(digest, given);
    }
    return found;
  }

  private static byte[] digest(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}

package dev.kato.server.http;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** Who may come in. Compares in a time that does not depend on the keys. */
public final class ApiKeys {

  private final List<byte[]> digests;

  /** Lets these in; everyone if there is none. */
  public ApiKeys(List<String> keys) {
    digests = keys.stream().map(ApiKeys::digest).toList();
  }

  /** Reads the key from {@code X-API-Key} or {@code Authorization: Bearer}. */
  boolean admits(Headers headers) {
    if (digests.isEmpty()) {
      return true;
    }
    String key = headers.getFirst("X-API-Key");
    String authorization = headers.getFirst("Authorization");
    if (key == null && authorization != null && authorization.startsWith("Bearer ")) {
      key = authorization.substring("Bearer ".length());
    }
    byte[] given = digest(key == null ? "" : key);
    boolean found = false;
    for (byte[] digest : digests) {
      found |= MessageDigest.isEqual(digest, given);
    }
    return found && key != null;
  }

  private static byte[] digest(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}

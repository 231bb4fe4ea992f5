package dev.kato.storage.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The Lua scripts: each is one operation and runs in one atomic step. */
enum Script {
  CREATE,
  REPLACE,
  TOUCH,
  DELETE,
  COUNT,
  SESSIONS_OF,
  REMOVE_EXPIRED,
  LOCK,
  LOCK_AND_FIND,
  EXTEND,
  UNLOCK;

  private final String source = load("common.lua") + load(name().toLowerCase(Locale.ROOT) + ".lua");
  private final String digest = sha1(source);

  /** What Redis runs. */
  String source() {
    return source;
  }

  /** The name by which Redis knows it once it has run. */
  String digest() {
    return digest;
  }

  private static String load(String file) {
    try (InputStream stream = Script.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException("Missing resource " + file);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha1(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

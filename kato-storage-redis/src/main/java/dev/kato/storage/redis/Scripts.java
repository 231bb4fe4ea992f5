package dev.kato.storage.redis;

import io.lettuce.core.ScriptOutputType;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/** Runs scripts on the keys of one store. */
final class Scripts {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int TOKEN_BYTES = 12;

  private final RedisLink link;
  private final String base;

  Scripts(RedisLink link, String base) {
    this.link = link;
    this.base = base;
  }

  /** Marks one write or one owner of a lock; unlike any other. */
  static String token() {
    byte[] bytes = new byte[TOKEN_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  boolean succeed(Script script, String... args) {
    return number(script, args) == 1;
  }

  long number(Script script, String... args) {
    return link.<Long>run(script, ScriptOutputType.INTEGER, base, withBase(args));
  }

  List<String> texts(Script script, String... args) {
    return link.run(script, ScriptOutputType.MULTI, base, withBase(args));
  }

  private String[] withBase(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = base;
    System.arraycopy(args, 0, all, 1, args.length);
    return all;
  }
}

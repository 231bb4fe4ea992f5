package dev.kato.storage.mongo;

import dev.kato.model.UserId;
import java.nio.charset.StandardCharsets;

/**
 * A user's id as part of a document's key: printable ASCII without a space, in the order of the
 * ids' code points. Letters, digits and most signs stand for themselves; of the other UTF-8 bytes,
 * those below {@code "} are {@code !} and two hexadecimal digits, those above <code>}</code> are
 * {@code ~} and two. So no two ids share a key, and sorting needs no collation.
 */
final class UserKey {

  private static final int FIRST_PLAIN = '"';
  private static final int LAST_PLAIN = '}';

  private UserKey() {}

  static String of(UserId user) {
    StringBuilder key = new StringBuilder();
    for (byte signed : user.value().getBytes(StandardCharsets.UTF_8)) {
      int unit = signed & 0xFF;
      if (unit >= FIRST_PLAIN && unit <= LAST_PLAIN) {
        key.append((char) unit);
      } else {
        key.append(unit < FIRST_PLAIN ? '!' : '~');
        key.append(hexDigit(unit >> 4)).append(hexDigit(unit & 0xF));
      }
    }
    return key.toString();
  }

  private static char hexDigit(int value) {
    return "0123456789ABCDEF".charAt(value);
  }
}

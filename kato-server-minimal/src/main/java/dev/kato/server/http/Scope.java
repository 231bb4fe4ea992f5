package dev.kato.server.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a key lets its holder do.
 *
 * @param user whose memory; null for everybody's, which makes its holder an operator, who may ask
 *     about the server as a whole, too
 * @param prefix whether {@code user} is what the ids of several users begin with
 * @param readOnly whether only what changes nothing is allowed
 */
public record Scope(@Nullable String user, boolean prefix, boolean readOnly) {

  /** Everything. */
  public static final Scope OPERATOR = new Scope(null, false, false);

  /** Nothing: of one who shows no key, where none is needed. */
  static final Scope NONE = new Scope("", false, true);

  private static final String USER = "user=";
  private static final String USERS = "users=";
  private static final String READ_ONLY = "read-only";
  private static final String ANYBODY = "operator";

  /**
   * Reads the words that stand behind a key: {@code user=NAME} or {@code users=PREFIX}, {@code
   * operator}, {@code read-only}; none of the first three means operator.
   *
   * @throws IllegalArgumentException saying what is wrong, without any word of it: a key may be
   *     among them
   */
  static Scope of(List<String> words) {
    List<String> left = new ArrayList<>(words);
    boolean readOnly = left.remove(READ_ONLY);
    if (left.isEmpty() || left.equals(List.of(ANYBODY))) {
      return new Scope(null, false, readOnly);
    }
    String word = left.get(0);
    boolean prefix = word.startsWith(USERS);
    String user = word.substring(word.indexOf('=') + 1);
    if (left.size() > 1 || user.isEmpty() || !(prefix || word.startsWith(USER))) {
      throw new IllegalArgumentException(
          "a key should stand alone or before "
              + String.join(
                  ", ", Arrays.asList(USER + "NAME", USERS + "PREFIX", ANYBODY, READ_ONLY)));
    }
    return new Scope(user, prefix, readOnly);
  }

  /** Whether it is for everybody's memory and the server as a whole. */
  public boolean isOperator() {
    return user == null;
  }

  /** Whether it is for the memory of this user. */
  public boolean covers(String id) {
    return user == null || (prefix ? id.startsWith(user) : id.equals(user));
  }
}

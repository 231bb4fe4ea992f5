package dev.kato.dialects.v1;

import dev.kato.Kato;
import dev.kato.KatoSession;
import dev.kato.SessionOptions;
import dev.kato.SessionPresence;
import dev.kato.model.JsonValues;
import dev.kato.model.SessionNotFoundException;
import dev.kato.server.http.HttpFailure;
import dev.kato.server.http.Request;
import dev.kato.server.ops.CallerState;
import dev.kato.server.view.Inputs;
import dev.kato.server.view.SessionUsers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose session a request without one in its path means: that of {@code X-Session-ID} or the cookie
 * {@code session_id}, else the one kept for {@code X-User-ID}, for {@code X-Test-ID}, or for the
 * client's address and user agent. It is opened when there is none. Thread-safe.
 */
public final class Callers {

  /** Ids that the server gives out: an unknown one is an expired session, not a name. */
  private static final Pattern GIVEN_OUT = Pattern.compile("session-.*|v1-[0-9a-f]{40}");

  private static final int AGENT_LENGTH = 50;
  private static final int ANONYMOUS_BYTES = 8;

  private final Kato kato;
  private final SessionUsers users;
  private final Map<String, @Nullable Object> defaults;
  private final boolean anonymous;
  private final TrustedProxies proxies;

  /**
   * Callers of this memory.
   *
   * @param defaults configuration that their sessions begin with
   * @param anonymous whether callers without any id get a session by their address
   * @param trustedProxies addresses and networks of those whose word is taken for that address
   * @throws IllegalArgumentException naming one of these that is neither
   */
  public Callers(
      Kato kato,
      SessionUsers users,
      Map<String, @Nullable Object> defaults,
      boolean anonymous,
      List<String> trustedProxies) {
    this.kato = kato;
    this.users = users;
    this.defaults = defaults;
    this.anonymous = anonymous;
    this.proxies = TrustedProxies.of(trustedProxies);
  }

  /**
   * A caller.
   *
   * @param user whose memory he works with
   */
  record Caller(KatoSession session, String user) {
    String sessionId() {
      return session.id().value();
    }
  }

  Caller of(Request request) {
    Optional<String> session = session(request);
    if (session.isPresent()) {
      return bySession(request, session.get(), header(request, "X-User-ID"));
    }
    return user(request)
        .map(user -> find(request, kept(user), user, "X-User-ID"))
        .orElseThrow(
            () ->
                HttpFailure.invalid(
                    "Say who you are: X-User-ID, X-Session-ID or X-Test-ID",
                    "missing",
                    "header",
                    "X-User-ID"));
  }

  /** What a caller's session holds, for status and metrics; opens none for it. */
  public CallerState state(Request request) {
    return id(request)
        .filter(id -> kato.presence(id) == SessionPresence.LIVE && request.covers(users.of(id)))
        .map(id -> kato.session(id).info().state())
        .map(state -> new CallerState(state.memory().events().size(), state.time()))
        .orElse(CallerState.NONE);
  }

  private Optional<String> id(Request request) {
    Optional<String> session = session(request);
    Optional<String> user = header(request, "X-User-ID");
    return session.isPresent()
        ? session.map(id -> isGivenOut(id) ? id : chosen(id, user))
        : user(request).map(Callers::kept);
  }

  private static Optional<String> session(Request request) {
    return header(request, "X-Session-ID").or(() -> cookie(request));
  }

  private static boolean isGivenOut(String id) {
    return GIVEN_OUT.matcher(id).matches();
  }

  private Optional<String> user(Request request) {
    return header(request, "X-User-ID")
        .or(() -> header(request, "X-Test-ID").map(id -> "test_" + id))
        .or(() -> anonymous(request));
  }

  /** The id of the session that is kept for a user. */
  private static String kept(String user) {
    return "v1-" + JsonValues.digest(List.of("user", user));
  }

  /** The id of a session that a caller chose a name for: two users may choose the same. */
  private static String chosen(String name, Optional<String> user) {
    return "v1-"
        + JsonValues.digest(
            user.isPresent() ? List.of("session", name, user.get()) : List.of("session", name));
  }

  private Caller bySession(Request request, String given, Optional<String> user) {
    if (kato.presence(given) == SessionPresence.LIVE) {
      String owner = users.of(given);
      if (!request.covers(owner)) {
        throw new SessionNotFoundException(given);
      }
      return new Caller(kato.session(given), owner);
    }
    if (!isGivenOut(given)) {
      return find(
          request,
          chosen(given, user),
          user.orElse("session_" + given),
          user.isPresent() ? "X-User-ID" : "X-Session-ID");
    }
    if (user.isPresent() && kept(user.get()).equals(given)) {
      return find(request, given, user.get(), "X-User-ID");
    }
    throw new SessionNotFoundException(given);
  }

  private Caller find(Request request, String id, String user, String source) {
    SessionOptions options = SessionOptions.of(request.mayUse(Inputs.user(user, "header", source)));
    if (!request.mayChange() && kato.presence(id) != SessionPresence.LIVE) {
      throw new SessionNotFoundException(id);
    }
    return new Caller(kato.findOrOpenSession(id, options.withConfig(defaults)), user);
  }

  private Optional<String> anonymous(Request request) {
    if (!anonymous) {
      return Optional.empty();
    }
    String agent = request.header("User-Agent").orElse("");
    String shown = agent.substring(0, Math.min(AGENT_LENGTH, agent.length()));
    return proxies.client(request).map(client -> "default_" + hash(client + "_" + shown));
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, ANONYMOUS_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has MD5", e);
    }
  }

  private static Optional<String> header(Request request, String name) {
    return request.header(name).map(String::strip).filter(value -> !value.isEmpty());
  }

  private static Optional<String> cookie(Request request) {
    return header(request, "Cookie").stream()
        .flatMap(cookies -> Arrays.stream(cookies.split(";")))
        .map(String::strip)
        .filter(cookie -> cookie.startsWith("session_id="))
        .map(cookie -> cookie.substring("session_id=".length()))
        .filter(value -> !value.isEmpty())
        .findFirst();
  }
}

package dev.kato.server;

import com.sun.net.httpserver.Headers;
import dev.kato.Kato;
import dev.kato.model.FloatVector;
import dev.kato.model.KatoException;
import dev.kato.model.PatternName;
import dev.kato.model.SessionId;
import dev.kato.model.UserId;
import dev.kato.server.http.ApiKeys;
import dev.kato.server.http.Cors;
import dev.kato.server.http.Dispatcher;
import dev.kato.server.http.Dispatcher.Incoming;
import dev.kato.server.http.Json;
import dev.kato.server.http.MemoryBudget;
import dev.kato.server.http.MemoryBudget.Share;
import dev.kato.server.http.Route;
import dev.kato.server.http.Router;
import dev.kato.server.http.Target;
import dev.kato.server.session.SessionRoutes;
import dev.kato.server.v2.V2Sessions;
import dev.kato.server.view.SessionUsers;
import dev.kato.spi.Storage;
import dev.kato.storage.inmemory.InMemoryStorage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Has the JVM load and compile what requests need, before the first one comes: sessions observe,
 * learn and predict in a memory of their own, and the server's stores are asked for what is not
 * there. Nothing is written to them.
 */
final class WarmUp {

  /** Enough for the compiler; more would take the processor from those who start beside us. */
  private static final int MOST_ROUNDS = 3000;

  private static final int EVENTS = 3;

  /** Not a name that anybody uses; nothing happens if somebody does. */
  private static final String NOBODY = "kato-warm-up";

  private final Storage storage;
  private final Settings settings;

  /**
   * For a server of these.
   *
   * @param storage is only read from
   */
  WarmUp(Storage storage, Settings settings) {
    this.storage = storage;
    this.settings = settings;
  }

  /** Goes on for so long, or until there is no more to gain. */
  void run(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    try (Kato own = Kato.builder().storage(InMemoryStorage.create()).recallThreads(1).build()) {
      SessionUsers users = new SessionUsers(own);
      Dispatcher dispatcher =
          new Dispatcher(
              new Router(routes(own, users)),
              new Cors(Set.of()),
              new ApiKeys(List.of(), null),
              users::of,
              settings.maxRequestValues());
      boolean answered = true;
      for (int round = 0; round < MOST_ROUNDS && System.nanoTime() - end < 0; round++) {
        live(dispatcher, round);
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
        answered = answered && ask(round);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Route> routes(Kato own, SessionUsers users) {
    return SessionRoutes.of(own, users, new V2Sessions(own, Map.of()), settings.sessionTtl());
  }

  /** The life of a session, as its requests. */
  private static void live(Dispatcher dispatcher, int round) throws IOException {
    byte[] opened =
        send(dispatcher, "POST", "/v2/sessions", "{\"user_id\": \"u" + round % 10 + "\"}");
    String session = "/v2/sessions/" + Json.parse(opened).get("session_id").textValue();
    for (int event = 0; event < EVENTS; event++) {
      String observation =
          "{\"strings\": [\"a%d\", \"b%d\"], \"vectors\": [], \"emotives\": {\"joy\": 0.%d}}"
              .formatted(event, round % 100, event);
      send(dispatcher, "POST", session + "/observe", observation);
    }
    send(dispatcher, "GET", session + "/predictions", "");
    send(dispatcher, "POST", session + "/learn", "");
    send(dispatcher, "DELETE", session, "");
  }

  private static byte[] send(Dispatcher dispatcher, String method, String path, String body)
      throws IOException {
    InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Incoming request =
        new Incoming(
            method,
            Target.of(URI.create(path)),
            new Headers(),
            here,
            memory -> utf8(body),
            () -> {});
    try (Share memory = new MemoryBudget(Long.MAX_VALUE).share()) {
      return dispatcher.dispatch(request, template -> {}, memory).written();
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether all stores answered; if not, they are left alone. */
  private boolean ask(int round) {
    UserId nobody = new UserId(NOBODY);
    try {
      storage.patterns().find(nobody, new PatternName(String.format("%040x", round)));
      storage.sessions().find(new SessionId(NOBODY));
      storage.vectors().nearest(nobody, FloatVector.of(round, 1), 1);
      return true;
    } catch (KatoException e) {
      return false;
    }
  }
}

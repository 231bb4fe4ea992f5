import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/** The users that attacks made up, until they are erased with their sessions. Thread-safe. */
final class Users {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Wire wire;

  /** So that no user of the server is meant by accident. */
  private final String prefix = "attack-" + Long.toHexString(System.nanoTime()) + "-";

  private final Set<String> names = new LinkedHashSet<>();

  Users(Wire wire) {
    this.wire = wire;
  }

  /** The full name of a user, who will be erased. */
  synchronized String named(String name) {
    names.add(prefix + name);
    return prefix + name;
  }

  /** Erases all; those for whom it did not work are tried again the next time. */
  synchronized void erase() {
    names.removeIf(this::isErased);
  }

  private boolean isErased(String user) {
    Answer answer = wire.ask(PATIENCE, "DELETE", "/v2/users/" + user, "");
    return answer.isOk() || answer.status() == 404;
  }

  /** Who is left. */
  synchronized Set<String> left() {
    return new LinkedHashSet<>(names);
  }
}

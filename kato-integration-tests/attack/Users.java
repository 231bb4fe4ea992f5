import java.time.Duration;
import java.util.Iterator;
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
    Iterator<String> left = names.iterator();
    boolean answering = true;
    while (answering && left.hasNext()) {
      Answer answer = wire.ask(PATIENCE, "DELETE", "/v2/users/" + left.next(), "");
      if (answer.isOk() || answer.status() == 404) {
        left.remove();
      }
      answering = answer.status() != 0;
    }
  }

  /** Who is left. */
  synchronized Set<String> left() {
    return new LinkedHashSet<>(names);
  }
}

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the command line says.
 *
 * @param only names of attacks
 * @param time for one attack
 * @param process the server's, if it was named
 */
record Options(URI server, String key, List<String> only, Duration time, OptionalLong process) {

  static final String USAGE =
      """
      usage: attack.sh URL [--key KEY] [--only a,b] [--seconds N] [--pid PID] [--not-only-here]

        URL               of a running server, e.g. http://127.0.0.1:8000
        --key KEY         an operator's key, if the server asks for one; or set KATO_ATTACK_KEY
        --only a,b        only these attacks: %s
        --seconds N       most seconds for one attack (45)
        --pid PID         the server's process, whose heap is collected before it is read
                          (found by the port on Linux, where the process is yours)
        --not-only-here   attack another machine, too; it should be yours
      """;

  private static final int SECONDS = 45;

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException saying what is wrong with them
   */
  static Options of(String[] arguments, Iterable<String> names) {
    Deque<String> left = new ArrayDeque<>(List.of(arguments));
    URI server = null;
    String key = System.getenv("KATO_ATTACK_KEY");
    List<String> only = List.of();
    long seconds = SECONDS;
    OptionalLong process = OptionalLong.empty();
    boolean anywhere = false;
    while (!left.isEmpty()) {
      String argument = left.pop();
      switch (argument) {
        case "--key" -> key = value(argument, left);
        case "--only" -> only = List.of(value(argument, left).split(","));
        case "--seconds" -> seconds = number(argument, left);
        case "--pid" -> process = OptionalLong.of(number(argument, left));
        case "--not-only-here" -> anywhere = true;
        default -> server = server(argument, server);
      }
    }
    if (server == null) {
      throw new IllegalArgumentException("which server?");
    }
    check(only, names);
    checkPlace(server, anywhere);
    return new Options(server, key, only, Duration.ofSeconds(seconds), process);
  }

  private static String value(String option, Deque<String> left) {
    if (left.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return left.pop();
  }

  private static long number(String option, Deque<String> left) {
    String value = value(option, left);
    if (!value.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException(option + " " + value + ": not a positive number");
    }
    return Long.parseLong(value);
  }

  private static URI server(String argument, URI already) {
    if (already != null || !argument.matches("https?://.+")) {
      throw new IllegalArgumentException(argument + ": neither an option nor the one http(s) URL");
    }
    URI server = URI.create(argument);
    if (server.getHost() == null) {
      throw new IllegalArgumentException(argument + ": no host");
    }
    return server;
  }

  private static void check(List<String> only, Iterable<String> names) {
    List<String> unknown = new java.util.ArrayList<>(only);
    names.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("no such attack: " + String.join(", ", unknown));
    }
  }

  /** One forgotten argument must not hurt anybody else's server. */
  private static void checkPlace(URI server, boolean anywhere) {
    try {
      InetAddress address = InetAddress.getByName(server.getHost());
      if (!anywhere && !address.isLoopbackAddress()) {
        throw new IllegalArgumentException(
            address + " is not this machine; if it is yours to attack, say --not-only-here");
      }
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(server.getHost() + ": no such host", e);
    }
  }
}

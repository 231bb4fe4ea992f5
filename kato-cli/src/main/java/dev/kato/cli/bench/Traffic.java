package dev.kato.cli.bench;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the users of a load test do. Each has habits: sequences of seven events of two symbols each.
 * A session follows one of them, is now and then distracted, asks twice what may come next, and
 * learns in the end; of ten requests seven observe, two predict and one learns. The same numbers
 * give the same traffic.
 */
final class Traffic {

  static final List<Kind> ROUND =
      List.of(
          Kind.OBSERVE,
          Kind.OBSERVE,
          Kind.OBSERVE,
          Kind.OBSERVE,
          Kind.PREDICT,
          Kind.OBSERVE,
          Kind.OBSERVE,
          Kind.OBSERVE,
          Kind.PREDICT,
          Kind.LEARN);

  private static final int EVENTS = 7;
  private static final int SYMBOLS = 500;
  private static final int DISTRACTED_ONCE_IN = 5;
  private static final int HABITS_AT_LEAST = 100;

  private Traffic() {}

  enum Kind {
    OBSERVE,
    PREDICT,
    LEARN
  }

  /** A body that makes a user know one of its habits. */
  static String learning(int user, int habit) {
    SplittableRandom random = habit(user, habit);
    return sequence(random, EVENTS, true);
  }

  private static SplittableRandom habit(int user, int habit) {
    return new SplittableRandom(user * 1_000_003L + habit);
  }

  private static String sequence(SplittableRandom random, int events, boolean learn) {
    return IntStream.range(0, events)
        .mapToObj(any -> event(random))
        .collect(
            Collectors.joining(",", "{\"observations\":[", "],\"learn_at_end\":" + learn + "}"));
  }

  private static String event(SplittableRandom random) {
    int even = 2 * random.nextInt(SYMBOLS / 2);
    int odd = 2 * random.nextInt(SYMBOLS / 2) + 1;
    return "{\"strings\":[\"s" + even + "\",\"s" + odd + "\"]}";
  }

  /** One session's way through its rounds. Not thread-safe. */
  static final class Session {

    private final int user;
    private final int habits;
    private final SplittableRandom random;
    private int turn;
    private SplittableRandom habit;

    /** Begins somewhere in a round, so that sessions are not all at the same point. */
    Session(int number, int user, int patterns) {
      this.user = user;
      this.habits = Math.max(patterns, HABITS_AT_LEAST);
      this.random = new SplittableRandom(number);
      this.habit = habit(user, random.nextInt(habits));
      this.turn = random.nextInt(ROUND.size());
    }

    /** A body with what it has observed of its round already; empty if that is nothing. */
    String past() {
      int observed =
          (int) ROUND.subList(0, turn).stream().filter(kind -> kind == Kind.OBSERVE).count();
      return observed == 0 ? "" : sequence(habit, observed, false);
    }

    /** What it does next. */
    Kind next() {
      Kind kind = ROUND.get(turn);
      if (kind == Kind.LEARN) {
        habit = habit(user, random.nextInt(habits));
      }
      turn = (turn + 1) % ROUND.size();
      return kind;
    }

    /** The body of an observation. */
    String observation() {
      String usual = event(habit);
      return random.nextInt(DISTRACTED_ONCE_IN) == 0 ? event(random) : usual;
    }
  }
}

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What counts as holding up, all in one place. */
final class Rules {

  /** A probe slower than this is a warning: balancers allow a second or more. */
  static final int SLOW_PROBE_MS = 100;

  /** Probes of /health/live that may fail. */
  static final int PROBE_FAILURES = 0;

  /** How long an honest user may go without an answer of 200. */
  static final int LOCKED_OUT_MS = 2000;

  /** An honest prediction as fast as this is fast. */
  static final int FAST_PREDICTION_MS = 500;

  /** Within this time after its attackers have gone the server has to be fast again. */
  static final int FAST_AGAIN_MS = 5000;

  /** Within this time after event readers have gone a new one has to be let in. */
  static final int READER_LET_IN_MS = 6000;

  /** The one 5xx that is an answer: too busy, come again. */
  static final int ALLOWED_SERVER_ERROR = 503;

  /** How much more heap may be used when an attack is over, as a share of what was before. */
  static final double HEAP_GROWTH = 0.20;

  /** A fifth of a small heap is noise: classes, compiled code's constants, histograms. */
  static final int HEAP_SLACK_MB = 16;

  /** What was going on when the attack ended has this long to let go of its memory. */
  static final int HEAP_BACK_MS = 6000;

  /** By how much strangers may make the text of /metrics longer. */
  static final int METRICS_GROWTH_BYTES = 20_000;

  /** The verdict on an attack: nothing broken, or a list of what is. */
  record Verdict(List<String> broken, List<String> warnings) {

    boolean held() {
      return broken.isEmpty();
    }

    @Override
    public String toString() {
      List<String> parts = new ArrayList<>();
      parts.add(held() ? "held" : "BROKE: " + String.join("; ", broken));
      warnings.forEach(warning -> parts.add("warning: " + warning));
      return String.join(". ", parts);
    }
  }

  private Rules() {}

  static Verdict judge(Scene scene, Bystanders bystanders, Heap.Use heap) {
    List<String> broken = new ArrayList<>(scene.broken());
    List<String> warnings = new ArrayList<>(scene.warnings());
    Tally tally = scene.tally();
    addAll("server errors", tally.serverErrors(), broken);
    addAll("HTML answers", tally.pages(), broken);
    addAll("answers in the words of the JDK's server", tally.refusals(), warnings);
    judgeProbe(bystanders.probe(), broken, warnings);
    Samples honest = bystanders.honest();
    if (honest.longestGap() > LOCKED_OUT_MS) {
      broken.add("honest user locked out for " + honest.longestGap() + " ms");
    }
    if (tally.shapeless() > 0) {
      warnings.add(
          tally.shapeless() + " errors not as documented, e.g. for " + tally.exampleOfShapeless());
    }
    if (!isBack(heap.before(), heap.after())) {
      // Without a collection on command nobody can tell what is kept from what is garbage.
      List<String> list = heap.collected() ? broken : warnings;
      list.add("heap not back" + (heap.collected() ? "" : ", may be garbage"));
    }
    return new Verdict(broken, warnings);
  }

  /** Whether a heap, in megabytes, is again as it was; one that cannot be read is. */
  static boolean isBack(long before, long after) {
    return before < 0 || after < 0 || after <= before * (1 + HEAP_GROWTH) + HEAP_SLACK_MB;
  }

  private static void addAll(String kind, Map<String, Integer> counts, List<String> list) {
    if (!counts.isEmpty()) {
      int all = counts.values().stream().mapToInt(Integer::intValue).sum();
      list.add(all + " " + kind + ", e.g. " + counts.keySet().iterator().next());
    }
  }

  private static void judgeProbe(Samples probe, List<String> broken, List<String> warnings) {
    if (probe.failures() > PROBE_FAILURES) {
      broken.add(probe.failures() + " probes failed (" + probe.failureNames() + ")");
    }
    long slow = probe.slowerThan(SLOW_PROBE_MS);
    if (slow > 0) {
      warnings.add(slow + " of " + probe.count() + " probes slower than " + SLOW_PROBE_MS + " ms");
    }
  }
}

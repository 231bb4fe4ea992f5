import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The table, and what was noted beside it. */
final class Report {

  private static final String HEAD =
      """
      | attack | requests | answers | probe p50/p99/max ms | honest p50/max ms, failures \
      | heap before/peak/after MB | verdict |
      |---|---|---|---|---|---|---|
      """;

  private final List<String> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private boolean broken;

  /** What an attack did. */
  synchronized void add(String name, Scene scene, Bystanders bystanders, Heap.Use heap) {
    Rules.Verdict verdict = Rules.judge(scene, bystanders, heap);
    Samples probe = bystanders.probe();
    Samples honest = bystanders.honest();
    String probes = probe.quantile(0.5) + "/" + probe.quantile(0.99) + "/" + probe.quantile(1);
    String failures =
        honest.failures() == 0 ? "0" : honest.failures() + " " + honest.failureNames();
    String work = honest.quantile(0.5) + "/" + honest.quantile(1) + ", " + failures;
    String answers = scene.tally().toString();
    row(name, scene.tally().total() + "", answers, probes, work, heap + "", verdict + "");
    scene.notes().forEach(note -> notes.add("- " + name + ": " + note));
    note(name + ": server errors: ", scene.tally().serverErrors());
    note(name + ": HTML answers: ", scene.tally().pages());
    note(name + ": in the words of the JDK's server: ", scene.tally().refusals());
    System.err.println(name + ": " + verdict);
    broken |= !verdict.held();
  }

  /** An attack that did not run: nobody knows whether the server would have held. */
  synchronized void skipped(String name, String why) {
    broken = true;
    row(name, "0", "", "", "", "", "not run: " + why);
  }

  /** Something that broke outside of all attacks. */
  synchronized void broke(String what) {
    notes.add("- BROKE: " + what);
    System.err.println("BROKE: " + what);
    broken = true;
  }

  private void note(String what, Map<String, Integer> counts) {
    List<String> parts = new ArrayList<>();
    counts.forEach((each, count) -> parts.add(count == 1 ? each : each + " ×" + count));
    if (!parts.isEmpty()) {
      notes.add("- " + what + String.join("; ", parts));
    }
  }

  private void row(String... cells) {
    List<String> escaped = new ArrayList<>();
    for (String cell : cells) {
      String line = cell.replaceAll("[\\p{Cntrl}]", "?");
      escaped.add(line.replace("|", "\\|").replace("<", "&lt;"));
    }
    rows.add("| " + String.join(" | ", escaped) + " |");
  }

  boolean isBroken() {
    return broken;
  }

  @Override
  public synchronized String toString() {
    return HEAD + String.join("\n", rows) + "\n\n" + String.join("\n", notes);
  }
}

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts the answers to one attack. Thread-safe. */
final class Tally {

  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final Map<String, Integer> serverErrors = new TreeMap<>();
  private final Map<String, Integer> pages = new TreeMap<>();
  private final Map<String, Integer> refusals = new TreeMap<>();
  private int shapeless;
  private String exampleOfShapeless = "";
  private long slowest;

  /** Counts an answer; {@code what} names the request if the answer is a defect. */
  synchronized void add(String what, Answer answer) {
    count(answer.outcome());
    slowest = Math.max(slowest, answer.millis());
    int status = answer.status();
    if (status >= 500 && status != Rules.ALLOWED_SERVER_ERROR) {
      serverErrors.merge(status + " for " + what, 1, Integer::sum);
    }
    if (answer.isRefusalOfJdk()) {
      refusals.merge(status + " for " + what, 1, Integer::sum);
    } else if (answer.isHtml()) {
      pages.merge(status + " for " + what, 1, Integer::sum);
    } else if (answer.isShapelessError() && answer.body().length > 0) {
      shapeless++;
      exampleOfShapeless = what;
    }
  }

  /** Counts what is no answer. */
  synchronized void count(String outcome) {
    outcomes.merge(outcome, 1, Integer::sum);
  }

  synchronized int of(String outcome) {
    return outcomes.getOrDefault(outcome, 0);
  }

  synchronized int total() {
    return outcomes.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Answers that say that the server failed, with counts. */
  synchronized Map<String, Integer> serverErrors() {
    return new TreeMap<>(serverErrors);
  }

  /** Answers that are pages in HTML, with counts. */
  synchronized Map<String, Integer> pages() {
    return new TreeMap<>(pages);
  }

  /** Refusals of the JDK's server, with counts. */
  synchronized Map<String, Integer> refusals() {
    return new TreeMap<>(refusals);
  }

  synchronized int shapeless() {
    return shapeless;
  }

  synchronized String exampleOfShapeless() {
    return exampleOfShapeless;
  }

  synchronized long slowest() {
    return slowest;
  }

  @Override
  public synchronized String toString() {
    return outcomes.entrySet().stream()
        .map(entry -> entry.getKey() + "×" + entry.getValue())
        .collect(Collectors.joining(" "));
  }
}

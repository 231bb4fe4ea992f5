import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How long a bystander's requests took, and which failed. Thread-safe. */
final class Samples {

  private final List<Long> millis = new ArrayList<>();
  private final Map<String, Integer> failures = new TreeMap<>();
  private final long start = System.nanoTime();
  private long lastSuccess = start;
  private long longestGap;

  synchronized void add(Answer answer) {
    millis.add(answer.millis());
    if (answer.isOk()) {
      noteGap();
      lastSuccess = System.nanoTime();
    } else {
      failures.merge(answer.outcome(), 1, Integer::sum);
    }
  }

  /** Nothing more comes: the time since the last success counts, too. */
  synchronized void end() {
    noteGap();
  }

  private void noteGap() {
    longestGap = Math.max(longestGap, (System.nanoTime() - lastSuccess) / 1_000_000);
  }

  /** The longest time without a success, in milliseconds. */
  synchronized long longestGap() {
    return longestGap;
  }

  synchronized int count() {
    return millis.size();
  }

  synchronized int failures() {
    return failures.values().stream().mapToInt(Integer::intValue).sum();
  }

  synchronized String failureNames() {
    return String.join(", ", failures.keySet());
  }

  synchronized long slowerThan(long limit) {
    return millis.stream().filter(each -> each > limit).count();
  }

  /** The value below which this share of all lies; 1 for the largest. */
  synchronized long quantile(double share) {
    List<Long> sorted = millis.stream().sorted().toList();
    int last = sorted.size() - 1;
    return last < 0 ? 0 : sorted.get(Math.min(last, (int) Math.floor(share * sorted.size())));
  }
}

package dev.kato.spi;

import dev.kato.model.Pattern;
import dev.kato.model.PatternTooLargeException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one pattern holds that grows with each learning. */
final class Growth {

  private final Map<String, Set<String>> metadata = new HashMap<>();
  private final Set<String> emotives = new HashSet<>();
  private int values;

  void add(Pattern known) {
    add(known.metadata());
    emotives.addAll(known.affinity().keySet());
  }

  /** Refuses a request that adds to what is full already, or would be then. */
  void add(LearnRequest request) {
    int valuesBefore = values;
    int emotivesBefore = emotives.size();
    add(request.metadata());
    emotives.addAll(request.affinity().keySet());
    check(request, valuesBefore, values, Pattern.MAX_METADATA_VALUES, "distinct metadata values");
    check(request, emotivesBefore, emotives.size(), Pattern.MAX_AFFINITY_KEYS, "distinct emotives");
  }

  private static void check(LearnRequest request, int before, int after, int limit, String what) {
    if (after > limit && after > before) {
      throw new PatternTooLargeException(request.name(), what, limit);
    }
  }

  private void add(Map<String, List<String>> more) {
    more.forEach(
        (key, added) -> {
          Set<String> known = metadata.computeIfAbsent(key, unused -> new HashSet<>());
          int before = known.size();
          known.addAll(added);
          values += known.size() - before;
        });
  }
}

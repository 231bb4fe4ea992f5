package dev.kato.storage.inmemory;

import dev.kato.model.CodePoints;
import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.PatternUpdate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a learning or a correction makes of a pattern. */
final class LearnedPattern {

  private LearnedPattern() {}

  /**
   * Refuses what {@link LearnRequest#checkGrowth} would, and looks at the values themselves only if
   * their numbers alone would allow a refusal.
   */
  static void checkGrowth(@Nullable Pattern known, LearnRequest request) {
    long values = values(request.metadata());
    long emotives = request.affinity().size();
    if (known != null) {
      values += values == 0 ? 0 : values(known.metadata());
      emotives += emotives == 0 ? 0 : known.affinity().size();
    }
    if (values > Pattern.MAX_METADATA_VALUES || emotives > Pattern.MAX_AFFINITY_KEYS) {
      request.checkGrowth(Optional.ofNullable(known));
    }
  }

  private static long values(Map<String, List<String>> metadata) {
    long count = 0;
    for (List<String> values : metadata.values()) {
      count += values.size();
    }
    return count;
  }

  static Pattern first(LearnRequest request, List<Event> events) {
    return new Pattern(
        request.name(),
        events,
        1,
        newest(request.emotives(), request.persistence()),
        request.metadata(),
        request.affinity());
  }

  static Pattern again(Pattern known, LearnRequest request) {
    List<Map<String, Double>> window = new ArrayList<>(known.emotives());
    window.addAll(request.emotives());
    return new Pattern(
        known.name(),
        known.events(),
        known.frequency() + 1,
        newest(window, request.persistence()),
        union(known.metadata(), request.metadata()),
        sum(known.affinity(), request.affinity()));
  }

  static Pattern corrected(Pattern known, PatternUpdate update) {
    Long frequency = update.frequency();
    List<Map<String, Double>> emotives = update.emotives();
    return new Pattern(
        known.name(),
        known.events(),
        frequency == null ? known.frequency() : frequency,
        emotives == null ? known.emotives() : emotives,
        known.metadata(),
        known.affinity());
  }

  private static <T> List<T> newest(List<T> entries, int count) {
    return entries.subList(Math.max(0, entries.size() - count), entries.size());
  }

  private static Map<String, List<String>> union(
      Map<String, List<String>> known, Map<String, List<String>> more) {
    if (more.isEmpty()) {
      return known;
    }
    Map<String, List<String>> union = new HashMap<>(known);
    more.forEach(
        (key, values) -> {
          TreeSet<String> distinct = new TreeSet<>(CodePoints.ORDER);
          distinct.addAll(known.getOrDefault(key, List.of()));
          distinct.addAll(values);
          union.put(key, List.copyOf(distinct));
        });
    return union;
  }

  private static Map<String, Double> sum(Map<String, Double> known, Map<String, Double> more) {
    if (more.isEmpty()) {
      return known;
    }
    Map<String, Double> sum = new HashMap<>(known);
    more.forEach((key, value) -> sum.merge(key, value, Double::sum));
    return sum;
  }
}

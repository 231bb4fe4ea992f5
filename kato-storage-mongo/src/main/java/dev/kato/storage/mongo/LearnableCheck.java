package dev.kato.storage.mongo;

import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.PatternTooLargeException;
import dev.kato.model.UserId;
import dev.kato.spi.LearnRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what learning would refuse, by learning it in memory, one pattern after the other. */
final class LearnableCheck {

  private final PatternReader reader;

  LearnableCheck(PatternReader reader) {
    this.reader = reader;
  }

  void check(UserId user, List<LearnRequest> requests) {
    Map<PatternName, List<Integer>> places = new LinkedHashMap<>();
    for (int i = 0; i < requests.size(); i++) {
      places.computeIfAbsent(requests.get(i).name(), name -> new ArrayList<>()).add(i);
    }
    int first = requests.size();
    @Nullable PatternTooLargeException refusal = null;
    for (List<Integer> ofOne : places.values()) {
      Optional<Pattern> pattern = asItIs(user, ofOne.stream().map(requests::get).toList());
      for (int place : ofOne) {
        if (place >= first) {
          break;
        }
        try {
          pattern = Optional.of(learned(pattern, requests.get(place)));
        } catch (PatternTooLargeException e) {
          first = place;
          refusal = e;
        }
      }
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  /** Not read where nothing is added to it: then it is as large afterwards, or new. */
  private Optional<Pattern> asItIs(UserId user, List<LearnRequest> requests) {
    boolean grows =
        requests.stream()
            .anyMatch(
                request ->
                    !request.emotives().isEmpty()
                        || !request.metadata().isEmpty()
                        || !request.affinity().isEmpty());
    return grows ? reader.find(user, requests.get(0).name()) : Optional.empty();
  }

  private static Pattern learned(Optional<Pattern> before, LearnRequest request) {
    request.checkGrowth(before);
    Pattern after =
        before.map(pattern -> with(pattern, request)).orElseGet(() -> with(none(request), request));
    PatternSize.check(after);
    return after;
  }

  private static Pattern none(LearnRequest request) {
    return new Pattern(request.name(), request.events(), 0, List.of(), Map.of(), Map.of());
  }

  private static Pattern with(Pattern pattern, LearnRequest request) {
    List<Map<String, Double>> window =
        Stream.concat(pattern.emotives().stream(), request.emotives().stream()).toList();
    Map<String, List<String>> metadata = new HashMap<>(pattern.metadata());
    request
        .metadata()
        .forEach(
            (key, values) ->
                metadata.merge(
                    key,
                    values,
                    (a, b) -> Stream.concat(a.stream(), b.stream()).distinct().toList()));
    Map<String, Double> affinity = new HashMap<>(pattern.affinity());
    request.affinity().forEach((name, value) -> affinity.merge(name, value, Double::sum));
    return new Pattern(
        pattern.name(),
        pattern.events(),
        pattern.frequency() + 1,
        window.subList(Math.max(0, window.size() - request.persistence()), window.size()),
        metadata,
        affinity);
  }
}

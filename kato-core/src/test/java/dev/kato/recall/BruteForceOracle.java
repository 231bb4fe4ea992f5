package dev.kato.recall;

import dev.kato.config.SessionConfig;
import dev.kato.model.Alignment;
import dev.kato.model.Anomaly;
import dev.kato.model.CodePoints;
import dev.kato.model.Emotives;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Event;
import dev.kato.model.FuturePotential;
import dev.kato.model.Metric;
import dev.kato.model.Metrics;
import dev.kato.model.Pattern;
import dev.kato.model.Prediction;
import dev.kato.model.Predictions;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Recall as the semantics read, comparing the state with every pattern, symbol by symbol. Shares no
 * code with the engine. Slow: it decides what is right.
 */
public final class BruteForceOracle {

  private final List<Pattern> patterns;
  private final List<Event> stm;
  private final SessionConfig config;
  private final EnsembleFilter filter;
  private final List<String> state;
  private final Map<String, Long> memberFrequency = new TreeMap<>();
  private final Map<String, BigInteger> symbolFrequency = new TreeMap<>();
  private final List<Case> ensemble = new ArrayList<>();
  private final Set<String> presentSymbols = new HashSet<>();

  private BruteForceOracle(
      Collection<Pattern> patterns, List<Event> stm, SessionConfig config, EnsembleFilter filter) {
    this.patterns = List.copyOf(patterns);
    this.stm = stm;
    this.config = config;
    this.filter = filter;
    this.state = Event.flatten(stm);
  }

  /** What the patterns, all of one knowledge base, predict from the short-term memory. */
  public static Predictions recall(
      Collection<Pattern> patterns, List<Event> stm, SessionConfig config, EnsembleFilter filter) {
    return new BruteForceOracle(patterns, stm, config, filter).answer();
  }

  private static final class Case {
    final Pattern pattern;
    final List<String> symbols;
    final List<String> reading;
    final List<int[]> pairs = new ArrayList<>();
    int blocks;
    double similarity;
    int from;
    int to;

    Case(Pattern pattern, List<String> reading) {
      this.pattern = pattern;
      this.symbols = Event.flatten(pattern.events());
      this.reading = reading;
      this.to = pattern.events().size();
    }

    List<Event> present() {
      return pattern.events().subList(from, to);
    }

    List<Event> future() {
      return pattern.events().subList(to, pattern.events().size()).stream()
          .map(event -> new Event(CodePoints.sorted(event.symbols())))
          .toList();
    }

    BigDecimal weight() {
      return BigDecimal.valueOf(pattern.frequency()).multiply(new BigDecimal(similarity));
    }
  }

  private Predictions answer() {
    if (state.size() < config.minSymbols()) {
      return Predictions.NONE;
    }
    count();
    for (Pattern pattern : patterns) {
      Case candidate = align(pattern);
      boolean matched = !candidate.pairs.isEmpty() || config.recallThreshold() == 0;
      if (matched && candidate.similarity >= config.recallThreshold() && passes(candidate)) {
        ensemble.add(candidate);
      }
    }
    ensemble.sort(Comparator.comparing(candidate -> candidate.pattern.name()));
    List<Prediction> predictions =
        ensemble.stream()
            .map(this::predict)
            .sorted(order())
            .limit(config.maxPredictions())
            .toList();
    List<FuturePotential> futures = futurePotentials();
    return new Predictions(predictions, futures, futures.size());
  }

  private Comparator<Prediction> order() {
    Metric metric = config.rankSortAlgo();
    return (a, b) -> {
      int byMetric = Double.compare(b.metric(metric), a.metric(metric));
      int order = metric == Metric.FRAGMENTATION ? -byMetric : byMetric;
      return order != 0 ? order : a.name().compareTo(b.name());
    };
  }

  private void count() {
    for (Pattern pattern : patterns) {
      List<String> symbols = Event.flatten(pattern.events());
      BigInteger frequency = BigInteger.valueOf(pattern.frequency());
      symbols.forEach(symbol -> symbolFrequency.merge(symbol, frequency, BigInteger::add));
      Set.copyOf(symbols).forEach(symbol -> memberFrequency.merge(symbol, 1L, Long::sum));
    }
  }

  private Case align(Pattern pattern) {
    Case candidate = new Case(pattern, read(Event.flatten(pattern.events())));
    List<String> p = candidate.symbols;
    List<String> s = candidate.reading;
    match(p, 0, p.size(), s, 0, s.size(), candidate.pairs);
    List<int[]> pairs = candidate.pairs;
    for (int i = 0; i < pairs.size(); i++) {
      boolean touches =
          i > 0
              && pairs.get(i)[0] == pairs.get(i - 1)[0] + 1
              && pairs.get(i)[1] == pairs.get(i - 1)[1] + 1;
      candidate.blocks += touches ? 0 : 1;
    }
    if (!pairs.isEmpty()) {
      candidate.from = eventOf(pattern, pairs.get(0)[0]);
      candidate.to = eventOf(pattern, pairs.get(pairs.size() - 1)[0]) + 1;
    }
    candidate.similarity =
        config.useTokenMatching()
            ? 2.0 * pairs.size() / (p.size() + s.size())
            : ratio(String.join(" ", p), String.join(" ", s));
    return candidate;
  }

  /** Adds the positions in both of all matches between these, in order. */
  public static <T> void match(
      List<T> p, int pFrom, int pTo, List<T> s, int sFrom, int sTo, List<int[]> pairs) {
    int longest = 0;
    int inP = 0;
    int inS = 0;
    for (int i = pFrom; i < pTo; i++) {
      for (int j = sFrom; j < sTo; j++) {
        int length = 0;
        while (i + length < pTo
            && j + length < sTo
            && p.get(i + length).equals(s.get(j + length))) {
          length++;
        }
        if (length > longest) {
          longest = length;
          inP = i;
          inS = j;
        }
      }
    }
    if (longest > 0) {
      match(p, pFrom, inP, s, sFrom, inS, pairs);
      for (int i = 0; i < longest; i++) {
        pairs.add(new int[] {inP + i, inS + i});
      }
      match(p, inP + longest, pTo, s, inS + longest, sTo, pairs);
    }
  }

  private static int eventOf(Pattern pattern, int position) {
    int event = 0;
    int seen = pattern.events().get(0).size();
    while (seen <= position) {
      event++;
      seen += pattern.events().get(event).size();
    }
    return event;
  }

  private List<String> read(List<String> p) {
    double threshold = config.fuzzyTokenThreshold();
    List<String> reading = new ArrayList<>();
    for (String symbol : state) {
      String read = symbol;
      if (threshold > 0 && !p.contains(symbol)) {
        double best = 0;
        for (String candidate : p) {
          double similarity = ratio(symbol, candidate);
          if (similarity >= threshold && similarity > best) {
            best = similarity;
            read = candidate;
          }
        }
      }
      reading.add(read);
    }
    return reading;
  }

  private static double ratio(String a, String b) {
    int[] x = a.codePoints().toArray();
    int[] y = b.codePoints().toArray();
    int[][] common = new int[x.length + 1][y.length + 1];
    for (int i = 1; i <= x.length; i++) {
      for (int j = 1; j <= y.length; j++) {
        common[i][j] =
            x[i - 1] == y[j - 1]
                ? common[i - 1][j - 1] + 1
                : Math.max(common[i - 1][j], common[i][j - 1]);
      }
    }
    int lengths = x.length + y.length;
    return lengths == 0 ? 1 : 2.0 * common[x.length][y.length] / lengths;
  }

  private boolean passes(Case candidate) {
    List<String> p = candidate.symbols;
    double lengths = (double) p.size() / state.size();
    Set<String> union = new LinkedHashSet<>(p);
    union.addAll(state);
    Set<String> common = new LinkedHashSet<>(p);
    common.retainAll(state);
    return lengths >= filter.minLengthRatio()
        && lengths <= filter.maxLengthRatio()
        && common.size() >= filter.minOverlap()
        && (double) common.size() / union.size() >= filter.minJaccard()
        && ratio(String.join(" ", p), String.join(" ", state)) >= filter.minTextSimilarity()
        && (filter.firstSymbol() == null || filter.firstSymbol().equals(p.get(0)));
  }

  private Prediction predict(Case member) {
    List<String> matches = new ArrayList<>();
    Set<Integer> matchedPositions = new LinkedHashSet<>();
    List<Anomaly> anomalies = new ArrayList<>();
    for (int[] pair : member.pairs) {
      String observed = state.get(pair[1]);
      String expected = member.symbols.get(pair[0]);
      matches.add(observed);
      matchedPositions.add(pair[1]);
      if (!observed.equals(expected)) {
        anomalies.add(new Anomaly(observed, expected, ratio(observed, expected)));
      }
    }
    List<String> unmatched = new ArrayList<>();
    for (int i = 0; i < state.size(); i++) {
      if (!matchedPositions.contains(i)) {
        unmatched.add(state.get(i));
      }
    }
    List<String> present = Event.flatten(member.present());
    return new Prediction(
        member.pattern.name(),
        member.pattern.frequency(),
        Emotives.mean(member.pattern.emotives()),
        matches,
        member.pattern.events().subList(0, member.from),
        member.present(),
        member.pattern.events().subList(member.to, member.pattern.events().size()),
        without(member.present(), matches),
        without(stm, present),
        unmatched,
        anomalies,
        alignment(member),
        metrics(member, present));
  }

  private Alignment alignment(Case member) {
    List<Alignment.Place> missing = places(member.pattern.events());
    List<Alignment.Place> extra = places(stm);
    missing.removeIf(place -> place.event() < member.from || place.event() >= member.to);
    List<Alignment.Pair> matched = new ArrayList<>();
    for (int[] pair : member.pairs) {
      Alignment.Place inPattern = places(member.pattern.events()).get(pair[0]);
      Alignment.Place inState = places(stm).get(pair[1]);
      double similarity = ratio(state.get(pair[1]), member.symbols.get(pair[0]));
      matched.add(new Alignment.Pair(inState, inPattern, similarity));
      missing.remove(inPattern);
      extra.remove(inState);
    }
    return new Alignment(matched, missing, extra);
  }

  /** Of all symbols, in order. */
  private static List<Alignment.Place> places(List<Event> events) {
    List<Alignment.Place> places = new ArrayList<>();
    for (int event = 0; event < events.size(); event++) {
      for (int index = 0; index < events.get(event).size(); index++) {
        places.add(new Alignment.Place(event, index));
      }
    }
    return places;
  }

  private static List<Event> without(List<Event> events, List<String> left) {
    return events.stream()
        .map(e -> new Event(e.symbols().stream().filter(s -> !left.contains(s)).toList()))
        .toList();
  }

  private double p(String symbol) {
    if (presentSymbols.isEmpty()) {
      ensemble.forEach(member -> presentSymbols.addAll(Event.flatten(member.present())));
    }
    return presentSymbols.contains(symbol)
        ? (double) memberFrequency.get(symbol) / patterns.size()
        : 0;
  }

  private Metrics metrics(Case member, List<String> present) {
    int m = member.pairs.size();
    int x = state.size() - m;
    double f = frequency(ensemble.stream().map(other -> other.pattern).toList());
    double share = member.pattern.frequency() / f;
    double evidence = (double) m / member.symbols.size();
    double confidence = (double) m / present.size();
    double snr = 2 * m + x == 0 ? 0 : (2.0 * m - x) / (2.0 * m + x);
    double itfdf = 1 - distance(member.reading, present) * share;
    double blocks = member.blocks == 0 ? 0 : 1.0 / member.blocks;
    Metrics.@Nullable Weighted weighted = weighted(member, present);
    double potential =
        weighted == null
            ? (evidence + confidence) * snr + itfdf + blocks
            : (weighted.evidence() + weighted.confidence()) * weighted.snr() + itfdf + blocks;
    double weights = sum(ensemble);
    double strength = member.similarity * share;
    double group = member.future().isEmpty() ? 0 : sum(group(member.future())) / sum(withFuture());
    return new Metrics(
        member.similarity,
        evidence,
        confidence,
        snr,
        member.blocks - 1,
        potential,
        itfdf,
        entropy(present, 2),
        memberFrequency.size() <= 1 ? 0 : entropy(present, memberFrequency.size()),
        globalEntropy(present),
        tfidf(present),
        confluence(member, present),
        share,
        strength,
        group > 0 ? strength / group : 0,
        share,
        member.similarity,
        weights == 0 ? 0 : member.weight().doubleValue() / weights,
        weighted);
  }

  private static double frequency(List<Pattern> patterns) {
    return patterns.stream()
        .map(pattern -> BigInteger.valueOf(pattern.frequency()))
        .reduce(BigInteger.ZERO, BigInteger::add)
        .doubleValue();
  }

  private static double sum(List<Case> members) {
    return members.stream()
        .map(Case::weight)
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .round(MathContext.DECIMAL128)
        .doubleValue();
  }

  private List<Case> withFuture() {
    return ensemble.stream().filter(member -> !member.future().isEmpty()).toList();
  }

  private List<Case> group(List<Event> future) {
    return ensemble.stream().filter(member -> member.future().equals(future)).toList();
  }

  private double distance(List<String> reading, List<String> present) {
    double product = 0;
    double u = 0;
    double v = 0;
    Set<String> all = new LinkedHashSet<>(reading);
    all.addAll(present);
    for (String symbol : all) {
      double p = p(symbol);
      double inState = p * Collections.frequency(reading, symbol);
      double inPresent = p * Collections.frequency(present, symbol);
      product += inState * inPresent;
      u += inState * inState;
      v += inPresent * inPresent;
    }
    return u == 0 || v == 0 ? 1 : 1 - product / Math.sqrt(u) / Math.sqrt(v);
  }

  private static double log(double value, double base) {
    return Math.log(value) / Math.log(base);
  }

  private static double entropy(List<String> present, double base) {
    double sum = 0;
    for (String symbol : new LinkedHashSet<>(present)) {
      double q = (double) Collections.frequency(present, symbol) / present.size();
      sum += q * log(q, base);
    }
    return 0 - sum;
  }

  private double globalEntropy(List<String> present) {
    double sum = 0;
    for (String symbol : new LinkedHashSet<>(present)) {
      sum += p(symbol) * log(p(symbol), memberFrequency.size());
    }
    return memberFrequency.size() <= 1 ? 0 : 0 - sum;
  }

  private double tfidf(List<String> present) {
    Set<String> distinct = new LinkedHashSet<>(present);
    double sum = 0;
    for (String symbol : distinct) {
      double q = (double) Collections.frequency(present, symbol) / present.size();
      sum += q * (log((double) patterns.size() / memberFrequency.get(symbol), 2) + 1);
    }
    return sum / distinct.size();
  }

  private double confluence(Case member, List<String> present) {
    double product = 1;
    for (String symbol : present) {
      product *= p(symbol);
    }
    return member.pattern.frequency() / frequency(patterns) * (1 - product);
  }

  private Metrics.@Nullable Weighted weighted(Case member, List<String> present) {
    if (config.affinityEmotive() == null) {
      return null;
    }
    double matches = 0;
    for (int[] pair : member.pairs) {
      matches += w(member.symbols.get(pair[0]));
    }
    List<String> rest = new ArrayList<>(member.reading);
    for (int i = member.pairs.size() - 1; i >= 0; i--) {
      rest.remove(member.pairs.get(i)[1]);
    }
    return new Metrics.Weighted(
        2 * matches / (w(member.reading) + w(member.symbols)),
        matches / w(member.symbols),
        matches / w(present),
        matches / (matches + w(rest)));
  }

  private double w(List<String> symbols) {
    return symbols.stream().mapToDouble(this::w).sum();
  }

  private double w(String symbol) {
    BigDecimal affinity =
        patterns.stream()
            .filter(pattern -> Event.flatten(pattern.events()).contains(symbol))
            .map(pattern -> pattern.affinity().getOrDefault(config.affinityEmotive(), 0.0))
            .map(BigDecimal::new)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    double frequency = symbolFrequency.getOrDefault(symbol, BigInteger.ZERO).doubleValue();
    return (frequency == 0 ? 0 : Math.abs(affinity.doubleValue()) / frequency) + 0.01;
  }

  private List<FuturePotential> futurePotentials() {
    double all = sum(withFuture());
    return withFuture().stream().collect(Collectors.groupingBy(Case::future)).entrySet().stream()
        .map(
            group -> {
              double weight = sum(group.getValue());
              return new FuturePotential(
                  group.getKey(), all == 0 ? 0 : weight / all, group.getValue().size(), weight);
            })
        .sorted(
            Comparator.comparingDouble(FuturePotential::aggregatePotential)
                .reversed()
                .thenComparing(FuturePotential::future, BruteForceOracle::compareFutures))
        .toList();
  }

  private static int compareFutures(List<Event> a, List<Event> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      List<String> x = a.get(i).symbols();
      List<String> y = b.get(i).symbols();
      for (int j = 0; j < Math.min(x.size(), y.size()); j++) {
        int order = CodePoints.compare(x.get(j), y.get(j));
        if (order != 0) {
          return order;
        }
      }
      if (x.size() != y.size()) {
        return Integer.compare(x.size(), y.size());
      }
    }
    return Integer.compare(a.size(), b.size());
  }
}

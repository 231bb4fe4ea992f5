package dev.kato.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.Event;
import dev.kato.model.Forecast;
import dev.kato.model.ForecastOptions;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.recall.base.Budget;
import dev.kato.recall.forecast.Forecaster;
import dev.kato.recall.forecast.NaiveForecast;
import dev.kato.recall.forecast.RandomKnowledge;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The engine's forecasts against the oracle's, bit for bit. */
class ForecastOracleTest {

  private static final boolean EXTENDED = Boolean.getBoolean("kato.extended");
  private static final int KNOWLEDGE_BASES = EXTENDED ? 25_000 : 1_000;
  private static final int QUESTIONS = 5;

  /** Sizes small enough that parts are sealed and merged and rows are kept. */
  private static KnowledgeIndex index(RandomKnowledge random) {
    int leastPostings = List.of(1, 2, 4, 16, 4096).get(random.below(5));
    int tail = List.of(1, 2, 5, 16, 512).get(random.below(5));
    int spare = List.of(4096, 0, -3, -1000).get(random.below(4));
    RecallResources resources =
        new RecallResources(Runnable::run, 1, 1000, new Forecaster(leastPostings));
    return new KnowledgeIndex(resources, tail, spare);
  }

  @Test
  void forecastsAsTheOracleDoes() {
    LongStream.range(0, KNOWLEDGE_BASES).parallel().forEach(ForecastOracleTest::checkSeed);
  }

  private static void checkSeed(long seed) {
    RandomKnowledge random = new RandomKnowledge(seed);
    List<Pattern> patterns = random.patterns();
    try (KnowledgeIndex index = index(random)) {
      patterns.forEach(index::put);
      for (int i = 0; i < QUESTIONS; i++) {
        ask(index, patterns, random, "seed " + seed + ", question " + i);
      }
    }
  }

  private static void ask(
      KnowledgeIndex index, List<Pattern> patterns, RandomKnowledge random, String which) {
    List<Event> stm = random.stm(patterns);
    ForecastOptions options = random.options();
    double fuzzy = random.fuzzyTokenThreshold();
    Forecast actual = index.forecast(stm, options, fuzzy, Budget.unlimited());
    assertThat(actual)
        .as("%s: %s %s %s", which, stm, options, fuzzy)
        .isEqualTo(NaiveForecast.of(patterns, stm, options, fuzzy));
  }

  /** Whatever machine and JDK this runs on. */
  @Test
  void bitsAreTheSameEverywhere() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (long seed = 0; seed < 300; seed++) {
      RandomKnowledge random = new RandomKnowledge(seed);
      List<Pattern> patterns = random.patterns();
      try (KnowledgeIndex index = index(random)) {
        patterns.forEach(index::put);
        List<Event> stm = random.stm(patterns);
        Forecast forecast = index.forecast(stm, random.options(), 0, Budget.unlimited());
        digest.update(forecast.toString().getBytes(StandardCharsets.UTF_8));
      }
    }

    assertThat(HexFormat.of().formatHex(digest.digest()))
        .isEqualTo("dc942e2680d3d911adccd2ea51599a538d52c43410cd2427f73bf00949af193a");
  }

  @Test
  void frequenciesAtTheirLimitAreAddedUpExactly() {
    List<Event> equal = Collections.nCopies(3_000, Event.of("a"));
    List<Event> pair = List.of(Event.of("a"), Event.of("b", "c"));
    List<Pattern> patterns = new ArrayList<>();
    for (List<Event> events : List.of(equal, pair)) {
      patterns.add(
          new Pattern(
              PatternName.of(events), events, Long.MAX_VALUE, List.of(), Map.of(), Map.of()));
    }
    try (KnowledgeIndex index = new KnowledgeIndex()) {
      patterns.forEach(index::put);
      for (int horizon : List.of(1, 7, ForecastOptions.EVER)) {
        ForecastOptions options = ForecastOptions.DEFAULT.withHorizon(horizon);

        assertThat(index.forecast(pair.subList(0, 1), options, 0, Budget.unlimited()))
            .isEqualTo(NaiveForecast.of(patterns, pair.subList(0, 1), options, 0));
      }
    }
  }

  @Test
  void orderOfLearningDoesNotShow() {
    for (long seed = 0; seed < 300; seed++) {
      RandomKnowledge random = new RandomKnowledge(seed);
      List<Pattern> patterns = random.patterns();
      List<Pattern> backwards = new ArrayList<>(patterns);
      Collections.reverse(backwards);
      List<Event> stm = random.stm(patterns);
      ForecastOptions options = random.options();
      try (KnowledgeIndex forwards = index(random);
          KnowledgeIndex other = index(random)) {
        patterns.forEach(forwards::put);
        backwards.forEach(other::put);

        assertThat(other.forecast(stm, options, 0.5, Budget.unlimited()))
            .as("seed %s", seed)
            .isEqualTo(forwards.forecast(stm, options, 0.5, Budget.unlimited()));
      }
    }
  }

  /** Frequencies grow, patterns come and go, and what was kept for a question has to follow. */
  @Test
  void forecastsAsTheOracleDoesWhateverChanges() {
    LongStream.range(0, KNOWLEDGE_BASES).parallel().forEach(ForecastOracleTest::checkChanges);
  }

  private static void checkChanges(long seed) {
    RandomKnowledge random = new RandomKnowledge(seed);
    List<Pattern> possible = random.patterns();
    Map<PatternName, Pattern> learned = new LinkedHashMap<>();
    try (KnowledgeIndex index = index(random)) {
      for (int i = 0; i < 3 * possible.size(); i++) {
        Pattern any = possible.get(random.below(possible.size()));
        if (random.below(4) == 0) {
          learned.remove(any.name());
          index.remove(any.name());
        } else {
          Pattern changed = random.pattern(any.events());
          learned.put(changed.name(), changed);
          index.put(changed);
        }
        if (random.below(3) == 0 && !learned.isEmpty()) {
          ask(index, List.copyOf(learned.values()), random, "seed " + seed + ", change " + i);
        }
      }
    }
  }
}

package dev.kato.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.kato.config.ConfigKey;
import dev.kato.config.SessionConfig;
import dev.kato.model.Bound;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Event;
import dev.kato.model.Explanation;
import dev.kato.model.NearMiss;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.Prediction;
import dev.kato.recall.base.Budget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An explanation says of every pattern what recall does, at random and with the oracle. */
class ExplanationTest {

  private static final int SEEDS = Boolean.getBoolean("kato.extended") ? 10_000 : 120;
  private static final int QUESTIONS = 3;

  /** One question to a knowledge base, and what recall makes of it. */
  private record Asked(
      KnowledgeIndex index, List<Pattern> patterns, List<Event> stm, SessionConfig config) {

    List<Prediction> recall(SessionConfig changed) {
      return index.recall(stm, changed).predictions();
    }

    List<Prediction> members() {
      return recall(config.with(ConfigKey.MAX_PREDICTIONS, 10_000));
    }

    Explanation explain(PatternName name) {
      return index.explain(stm, config, name, Budget.unlimited()).orElseThrow();
    }

    List<NearMiss> nearMisses(int limit) {
      return index.nearMisses(stm, config, limit, Budget.unlimited());
    }
  }

  private interface Check {
    void of(Asked asked);
  }

  private static void atRandom(Check check) {
    for (long seed = 0; seed < SEEDS; seed++) {
      Seeded random = new Seeded(seed);
      List<Pattern> patterns = random.patterns(40);
      RecallResources resources = new RecallResources(Runnable::run, 1 + random.below(3), 1);
      try (KnowledgeIndex index = new KnowledgeIndex(resources, 1 + random.below(20))) {
        patterns.forEach(index::put);
        for (int i = 0; i < QUESTIONS; i++) {
          Asked asked = new Asked(index, patterns, random.stm(patterns), random.config());
          try {
            check.of(asked);
          } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                "seed " + seed + ": " + asked.stm + " " + asked.config + " " + patterns, e);
          }
        }
      }
    }
  }

  private static <T extends Bound> T bound(Explanation explanation, Class<T> kind) {
    return explanation.bounds().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst()
        .orElseThrow();
  }

  private static int rank(Explanation explanation) {
    return bound(explanation, Bound.MaxPredictions.class).rank();
  }

  private static List<PatternName> names(List<Prediction> predictions) {
    return predictions.stream().map(Prediction::name).toList();
  }

  @Test
  void whatIsPredictedPassesAllBoundsAndNothingElseDoes() {
    atRandom(
        asked -> {
          List<PatternName> predicted = names(asked.recall(asked.config));
          for (Pattern pattern : asked.patterns) {
            Explanation explanation = asked.explain(pattern.name());
            assertThat(explanation.predicted()).isEqualTo(predicted.contains(pattern.name()));
            assertThat(explanation.failed().isEmpty()).isEqualTo(explanation.predicted());
          }
        });
  }

  @Test
  void aMemberHasItsRankAmongAllAndItsPrediction() {
    atRandom(
        asked -> {
          List<Prediction> members = asked.members();
          List<PatternName> names = names(members);
          for (Pattern pattern : asked.patterns) {
            Explanation explanation = asked.explain(pattern.name());
            int rank = names.indexOf(pattern.name()) + 1;
            assertThat(rank(explanation)).isEqualTo(rank);
            assertThat(bound(explanation, Bound.MaxPredictions.class).members())
                .isEqualTo(members.size());
            if (rank == 0) {
              assertThat(explanation.prediction()).isNull();
            } else {
              Prediction prediction = members.get(rank - 1);
              assertThat(explanation.prediction()).isEqualTo(prediction);
              assertThat(explanation.similarity()).isEqualTo(prediction.metrics().similarity());
              assertThat(explanation.alignment()).isEqualTo(prediction.alignment());
              assertThat(explanation.sequence()).isEqualTo(prediction.sequence());
            }
          }
        });
  }

  @Test
  void similarityAndAlignmentAreTheOraclesAlsoOfWhatIsNoMember() {
    atRandom(
        asked -> {
          SessionConfig all =
              asked
                  .config
                  .with(ConfigKey.RECALL_THRESHOLD, 0)
                  .with(ConfigKey.MIN_SYMBOLS, 1)
                  .with(ConfigKey.MAX_PREDICTIONS, 10_000);
          Map<PatternName, Prediction> expected = new HashMap<>();
          BruteForceOracle.recall(asked.patterns, asked.stm, all, EnsembleFilter.NONE)
              .predictions()
              .forEach(prediction -> expected.put(prediction.name(), prediction));
          for (Pattern pattern : asked.patterns) {
            Explanation explanation = asked.explain(pattern.name());
            Prediction same = expected.get(pattern.name());
            assertThat(explanation.similarity())
                .isCloseTo(same.metrics().similarity(), within(1e-12));
            assertThat(explanation.alignment()).isEqualTo(same.alignment());
            assertThat(explanation.frequency()).isEqualTo(pattern.frequency());
            assertThat(explanation.sequence()).isEqualTo(pattern.events());
          }
        });
  }

  @Test
  void theOperandsMakeTheSimilarity() {
    atRandom(
        asked -> {
          for (Pattern pattern : asked.patterns) {
            Explanation explanation = asked.explain(pattern.name());
            double common = explanation.matched();
            double total = explanation.patternSymbols() + explanation.stateSymbols();
            if (explanation.characters() != null) {
              Explanation.Characters texts = explanation.characters();
              common = texts.common();
              total = texts.pattern() + texts.state();
            }
            assertThat(explanation.similarity()).isEqualTo(2 * common / total);
            double threshold = asked.config.recallThreshold();
            long needed = bound(explanation, Bound.RecallThreshold.class).needed();
            assertThat(2 * needed / total).isGreaterThanOrEqualTo(threshold);
            assertThat(needed <= 1 || 2 * (needed - 1) / total < threshold).isTrue();
          }
        });
  }

  @Test
  void nearMissesAreTheMostSimilarOfWhatIsNotPredicted() {
    atRandom(
        asked -> {
          List<Explanation> missed = new ArrayList<>();
          for (Pattern pattern : asked.patterns) {
            Explanation explanation = asked.explain(pattern.name());
            if (!explanation.predicted() && (explanation.matched() > 0 || rank(explanation) > 0)) {
              missed.add(explanation);
            }
          }
          missed.sort(
              Comparator.comparingDouble(Explanation::similarity)
                  .reversed()
                  .thenComparing(Explanation::name));
          for (int limit : new int[] {1, 4, 100}) {
            assertThat(asked.nearMisses(limit))
                .extracting(NearMiss::name, NearMiss::similarity, NearMiss::matched)
                .isEqualTo(
                    missed.stream()
                        .limit(limit)
                        .map(e -> tuple(e.name(), e.similarity(), e.matched()))
                        .toList());
          }
        });
  }

  @Test
  void whatAMissNeedsLetsItIn() {
    atRandom(
        asked -> {
          for (NearMiss miss : asked.nearMisses(5)) {
            SessionConfig changed = asked.config;
            if (miss.neededThreshold() != null) {
              changed = changed.with(ConfigKey.RECALL_THRESHOLD, miss.neededThreshold());
              assertThat(miss.neededMaxPredictions()).isNull();
            }
            if (miss.neededMaxPredictions() == null) {
              changed = changed.with(ConfigKey.MAX_PREDICTIONS, 10_000);
            } else {
              changed = changed.with(ConfigKey.MAX_PREDICTIONS, miss.neededMaxPredictions());
            }
            changed = changed.with(ConfigKey.MIN_SYMBOLS, 1);
            assertThat(names(asked.recall(changed))).contains(miss.name());
          }
        });
  }
}

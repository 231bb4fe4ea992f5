package dev.kato.examples;

import dev.kato.Kato;
import dev.kato.KatoSession;
import dev.kato.SessionOptions;
import dev.kato.model.Event;
import dev.kato.model.FuturePotential;
import dev.kato.model.Observation;
import dev.kato.model.SequenceOptions;
import dev.kato.storage.inmemory.InMemoryStorage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Learns click paths through a web shop and predicts the next click of visitors it has not seen,
 * beside a baseline that knows which click most often follows the last one.
 */
public final class WebShop {

  private static final int LEARNED = 600;
  private static final int HELD_OUT = 200;
  private static final int LEAST_CLICKS = 2;

  private WebShop() {}

  /**
   * How many of the predictions were right.
   *
   * @param asked number of predictions asked for
   * @param kato right ones by KATO
   * @param baseline right ones by the baseline
   */
  record Score(int asked, int kato, int baseline) {

    String text() {
      return String.format(
          Locale.ROOT,
          "next click right: KATO %d of %d (%.1f %%), most frequent follower %d (%.1f %%)",
          kato,
          asked,
          100.0 * kato / asked,
          baseline,
          100.0 * baseline / asked);
    }
  }

  /** Prints the score. */
  public static void main(String[] args) {
    System.out.println(run(2026).text());
  }

  static Score run(long seed) {
    ClickPaths paths = new ClickPaths(seed);
    Baseline baseline = new Baseline();
    try (Kato kato = Kato.builder().storage(InMemoryStorage.create()).build()) {
      KatoSession session =
          kato.openSession(
              SessionOptions.of("shop")
                  .withConfig(Map.of("recall_threshold", 0.3, "sort_symbols", false)));
      for (List<String> path : paths.take(LEARNED)) {
        baseline.learn(path);
        session.observeAll(
            path.stream().map(Observation::of).toList(), SequenceOptions.LEARN_AT_END);
      }
      int asked = 0;
      int katoRight = 0;
      int baselineRight = 0;
      for (List<String> path : paths.take(HELD_OUT)) {
        session.clearStm();
        for (int seen = 1; seen < path.size(); seen++) {
          session.observe(path.get(seen - 1));
          if (seen >= LEAST_CLICKS) {
            Optional<String> next = Optional.of(path.get(seen));
            asked++;
            katoRight += nextClick(session).equals(next) ? 1 : 0;
            baselineRight += baseline.predict(path.subList(0, seen)).equals(next) ? 1 : 0;
          }
        }
      }
      return new Score(asked, katoRight, baselineRight);
    }
  }

  /** The click with which the weightiest of the possible futures begin. */
  private static Optional<String> nextClick(KatoSession session) {
    Map<String, Double> votes = new TreeMap<>();
    for (FuturePotential potential : session.predict().futurePotentials()) {
      List<Event> future = potential.future();
      votes.merge(future.get(0).symbols().get(0), potential.aggregatePotential(), Double::sum);
    }
    return votes.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }
}

package dev.kato.examples;

import dev.kato.Kato;
import dev.kato.KatoSession;
import dev.kato.SessionOptions;
import dev.kato.model.Forecast;
import dev.kato.model.Observation;
import dev.kato.model.Prediction;
import dev.kato.model.SequenceOptions;
import dev.kato.storage.inmemory.InMemoryStorage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Learns click paths through a web shop and forecasts the next click of visitors it has not seen,
 * beside what the best prediction has next and beside two baselines.
 */
public final class WebShop {

  private static final int LEARNED = 600;
  private static final int HELD_OUT = 200;
  private static final int LEAST_CLICKS = 2;

  /** The longest context that the stronger baseline knows. */
  private static final int LONGEST = 5;

  private WebShop() {}

  /**
   * How many clicks were told right before they came.
   *
   * @param asked how many were asked for
   * @param forecast right ones by the forecast
   * @param prediction right ones by what the best prediction with a future has next
   * @param backOff right ones by what most often followed the longest known run of last clicks
   * @param follower right ones by what most often followed the last click
   */
  record Score(int asked, int forecast, int prediction, int backOff, int follower) {

    String text() {
      return String.format(
          Locale.ROOT,
          "next click right, of %d: forecast %s, best prediction %s, back-off %s, follower %s",
          asked,
          share(forecast),
          share(prediction),
          share(backOff),
          share(follower));
    }

    private String share(int right) {
      return String.format(Locale.ROOT, "%.1f %%", 100.0 * right / asked);
    }
  }

  /** Prints the score. */
  public static void main(String[] args) {
    System.out.println(run(2026).text());
  }

  static Score run(long seed) {
    ClickPaths paths = new ClickPaths(seed);
    Baseline backOff = new Baseline(LONGEST);
    Baseline follower = new Baseline(1);
    try (Kato kato = Kato.builder().storage(InMemoryStorage.create()).build()) {
      KatoSession session =
          kato.openSession(SessionOptions.of("shop").withConfig(Map.of("recall_threshold", 0.3)));
      for (List<String> path : paths.take(LEARNED)) {
        backOff.learn(path);
        follower.learn(path);
        session.observeAll(
            path.stream().map(Observation::of).toList(), SequenceOptions.LEARN_AT_END);
      }
      Score score = new Score(0, 0, 0, 0, 0);
      for (List<String> path : paths.take(HELD_OUT)) {
        session.clearStm();
        for (int seen = 1; seen < path.size(); seen++) {
          session.observe(path.get(seen - 1));
          if (seen >= LEAST_CLICKS) {
            List<String> soFar = path.subList(0, seen);
            String next = path.get(seen);
            score =
                new Score(
                    score.asked + 1,
                    score.forecast + right(forecast(session), next),
                    score.prediction + right(predicted(session), next),
                    score.backOff + right(backOff.predict(soFar), next),
                    score.follower + right(follower.predict(soFar), next));
          }
        }
      }
      return score;
    }
  }

  private static int right(Optional<String> told, String came) {
    return told.equals(Optional.of(came)) ? 1 : 0;
  }

  private static Optional<String> forecast(KatoSession session) {
    return session.forecast().bestSymbol().map(Forecast.Outcome::symbol);
  }

  private static Optional<String> predicted(KatoSession session) {
    return session.predict().predictions().stream()
        .map(Prediction::future)
        .filter(future -> !future.isEmpty())
        .findFirst()
        .map(future -> future.get(0).symbols().get(0));
  }
}

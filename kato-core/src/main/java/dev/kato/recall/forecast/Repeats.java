package dev.kato.recall.forecast;

import dev.kato.recall.index.RepeatCounts;
import dev.kato.recall.index.Snapshot;

/**
 * How likely the next event repeats a recent one: a habit of what was learned, hence estimated on
 * its own, from all patterns and then from ever longer contexts.
 */
final class Repeats {

  /** What a habit that was never seen begins with. */
  private static final double PRIOR = 0.01;

  private final Evidence evidence;
  private final Scores scores;

  /** By age, how likely it is that what comes was there as many events before. */
  private final double[] rates = new double[RepeatCounts.AGES];

  /** By number of a recent outcome its place among the scores. */
  private final int[] places;

  Repeats(Snapshot snapshot, Evidence evidence, Scores scores) {
    this.evidence = evidence;
    this.scores = scores;
    RepeatCounts counts = snapshot.repeats();
    for (int age = 0; age < rates.length; age++) {
      rates[age] = (counts.byAge().get(age).toDouble() + PRIOR) / (counts.later().toDouble() + 1);
    }
    ContextVotes context = evidence.context();
    for (int order = 0; order < ContextVotes.ORDERS && context.followed(order) > 0; order++) {
      for (int age = 0; age < rates.length; age++) {
        rates[age] = (context.repeated(order, age) + rates[age]) / (context.followed(order) + 1);
      }
    }
    places = new int[evidence.outcomes().count()];
    for (int place = 0; place < scores.count(); place++) {
      places[scores.outcome(place)] = place;
    }
  }

  private interface RecentOutcome {
    void at(int place, int age);
  }

  /** Goes through the recent symbols, from the newest event on, each once. */
  private void forEachRecent(RecentOutcome action) {
    for (int age = 0; age < evidence.window(); age++) {
      for (int outcome : evidence.recent(age)) {
        if (evidence.isNewest(outcome, age)) {
          action.at(places[outcome], age);
        }
      }
    }
  }

  void apply(int horizon) {
    double rate = rate();
    double recent = sumOfRecent();
    double rest = sumOfRest();
    double all = recent + rest;
    if (recent > 0 && rest > 0 && (horizon == 1 || recent / all > rate)) {
      scaleRest((1 - rate) * all / rest);
      shareOut(rate * all, all);
    }
  }

  private double rate() {
    double sum = 0;
    for (int age = 0; age < evidence.window(); age++) {
      boolean occurs = false;
      for (int outcome : evidence.recent(age)) {
        occurs |= evidence.isNewest(outcome, age);
      }
      sum += occurs ? rates[age] : 0;
    }
    return sum;
  }

  private double sumOfRecent() {
    double[] sum = {0};
    forEachRecent((place, age) -> sum[0] += scores.value(place));
    return sum[0];
  }

  private boolean isRest(int place) {
    return place > 0 && evidence.age(scores.outcome(place)) < 0;
  }

  private double sumOfRest() {
    double sum = scores.other();
    for (int place = 1; place < scores.count(); place++) {
      sum += isRest(place) ? scores.value(place) : 0;
    }
    return sum;
  }

  private void scaleRest(double factor) {
    for (int place = 1; place < scores.count(); place++) {
      if (isRest(place)) {
        scores.setValue(place, scores.value(place) * factor);
      }
    }
    scores.setOther(scores.other() * factor);
  }

  /** Gives the recent symbols what is theirs together, by habit and by evidence. */
  private void shareOut(double theirs, double all) {
    double[] sum = {0};
    forEachRecent(
        (place, age) -> {
          double claim =
              StrictMath.exp(
                  (1 - scores.kappa()) * StrictMath.log(rates[age])
                      + scores.kappa() * StrictMath.log(scores.value(place) / all));
          scores.setValue(place, claim);
          sum[0] += claim;
        });
    forEachRecent((place, age) -> scores.setValue(place, theirs * scores.value(place) / sum[0]));
  }
}

package dev.kato.benchmarks.accuracy;

import java.util.List;

/** At which place of rankings the answers were. */
final class Ranks {

  /** Places that count. */
  static final int PLACES = 20;

  private int asked;
  private int first;
  private int among;
  private double reciprocals;

  void add(Question question, List<String> ranking) {
    asked++;
    for (int place = 0; place < Math.min(PLACES, ranking.size()); place++) {
      if (question.answers().contains(ranking.get(place))) {
        first += place == 0 ? 1 : 0;
        among++;
        reciprocals += 1.0 / (place + 1);
        return;
      }
    }
  }

  int asked() {
    return asked;
  }

  /** In percent, how often the first was right. */
  double accuracy() {
    return 100.0 * first / asked;
  }

  /** In percent, how often one of the first {@value #PLACES} was. */
  double hitRate() {
    return 100.0 * among / asked;
  }

  /** The mean of 1/place; 0 beyond the first {@value #PLACES}. */
  double reciprocalRank() {
    return reciprocals / asked;
  }
}

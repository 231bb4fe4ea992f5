package dev.kato.benchmarks.accuracy;

import dev.kato.model.Forecast;
import dev.kato.model.ForecastOptions;
import java.util.List;
import java.util.Map;

/** What was measured of one data set. */
final class Measured {

  final Task task;
  final Ranks forecast = new Ranks();
  final Ranks bestFuture = new Ranks();
  final Ranks anyFuture = new Ranks();
  final Ranks followers = new Ranks();
  final Ranks ppm = new Ranks();
  final Bits forecastBits = new Bits();
  final Bits ppmBits = new Bits();
  final Calibration calibration = new Calibration();
  final Times asking = new Times();

  /** Outcomes that no learned sequence has, so that nobody can forecast them. */
  long neverLearned;

  /** Steps without any symbol that was learned. */
  long empty;

  long learnings;
  long learningNanos;
  long indexBytes;

  Measured(Task task) {
    this.task = task;
  }

  /** Learns and asks once more than is measured, so that the compiler is done. */
  static void warmUp(Trial trial) {
    Measured none = new Measured(Task.BMS);
    List<Question> few = trial.questions().subList(0, Math.min(300, trial.questions().size()));
    none.add(new Trial(trial.learned(), few, few));
  }

  void add(Trial trial) {
    Followers follower = new Followers(trial.learned());
    Ppm model = new Ppm(trial.learned());
    try (Memory memory = new Memory(trial.learned())) {
      learnings += trial.learned().size();
      learningNanos += memory.learningNanos();
      for (Question question : trial.questions()) {
        rank(memory, question);
        followers.add(question, follower.ranking(question, Ranks.PLACES));
        ppm.add(question, model.ranking(question, Ranks.PLACES));
      }
      for (Question step : trial.steps()) {
        follow(memory, model, step);
      }
      indexBytes = Math.max(indexBytes, memory.indexBytes());
    }
  }

  private void rank(Memory memory, Question question) {
    int horizon = question.answers().size();
    Forecast answer =
        asking.measure(() -> memory.forecast(question.context(), horizon, Ranks.PLACES + 1));
    forecast.add(
        question, answer.outcomes().stream().map(Memory::name).filter(question::allows).toList());
    List<String> futures = memory.futures(question, task.recallThreshold());
    bestFuture.add(question, futures);
    anyFuture.add(question, futures.stream().filter(question::allows).toList());
  }

  private void follow(Memory memory, Ppm model, Question step) {
    String came = step.answers().get(0);
    Map<String, Double> distribution = model.distribution(step.context());
    Double share = distribution.get(came);
    if (share == null) {
      neverLearned++;
    } else {
      ppmBits.add(share);
    }
    Forecast answer = memory.forecast(step.context(), 1, ForecastOptions.MOST_OUTCOMES);
    if (share != null) {
      forecastBits.add(memory.probability(answer, came));
    }
    if (answer.outcomes().isEmpty()) {
      empty++;
    } else {
      Forecast.Outcome best = answer.outcomes().get(0);
      calibration.add(best.probability(), Memory.name(best).equals(came));
    }
  }
}

package dev.kato.recall.forecast;

import dev.kato.model.Forecast;
import dev.kato.model.Forecast.Through;
import dev.kato.recall.symbols.SymbolTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns outcomes and votes into what the user sees. */
final class ForecastWriter {

  private final SymbolTable table;
  private final Known known;
  private final Outcomes numbers;

  ForecastWriter(SymbolTable table, Known known, Outcomes numbers) {
    this.table = table;
    this.known = known;
    this.numbers = numbers;
  }

  /**
   * Outcomes.
   *
   * @param best their places among the scores
   * @param supports of each, or none
   */
  List<Forecast.Outcome> outcomes(Scores scores, int[] best, TopSupports[] supports) {
    List<Forecast.Outcome> outcomes = new ArrayList<>(best.length);
    for (int i = 0; i < best.length; i++) {
      List<Forecast.Support> votes =
          supports.length == 0
              ? List.of()
              : Arrays.stream(supports[i].votes()).map(this::support).toList();
      outcomes.add(
          new Forecast.Outcome(
              symbol(scores.outcome(best[i])), scores.probability(best[i]), votes));
    }
    return outcomes;
  }

  private @Nullable String symbol(int outcome) {
    return outcome == Outcomes.END ? null : table.symbol(numbers.symbol(outcome));
  }

  private Forecast.Support support(TopSupports.Vote vote) {
    return new Forecast.Support(
        vote.block().name(vote.pattern()),
        vote.event() + 1,
        through(vote),
        matched(vote),
        vote.weight());
  }

  private Through through(TopSupports.Vote vote) {
    return switch (vote.way()) {
      case CONTEXT -> new Through.Context(vote.reach());
      case AFTER -> new Through.After(related(vote), vote.reach());
      case BEFORE -> new Through.Before(related(vote), vote.reach());
    };
  }

  private String related(TopSupports.Vote vote) {
    return table.symbol(numbers.symbol(vote.outcome()));
  }

  private List<Forecast.Match> matched(TopSupports.Vote vote) {
    if (vote.way() != TopSupports.Way.CONTEXT) {
      return List.of(new Forecast.Match(known.places().get(vote.reach()), vote.event() + 1));
    }
    List<Forecast.Match> matched = new ArrayList<>(vote.reach());
    for (int age = 0; age < vote.reach(); age++) {
      matched.add(new Forecast.Match(known.places().get(age), vote.event() + 1 - age));
    }
    return matched;
  }
}

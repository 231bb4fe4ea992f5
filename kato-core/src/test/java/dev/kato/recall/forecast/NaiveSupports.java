package dev.kato.recall.forecast;

import dev.kato.model.CodePoints;
import dev.kato.model.Forecast.Match;
import dev.kato.model.Forecast.Support;
import dev.kato.model.Forecast.Through;
import dev.kato.model.ForecastOptions;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Section 6: why. */
final class NaiveSupports {

  private static final Comparator<Support> ORDER =
      Comparator.comparingDouble((Support support) -> -support.weight())
          .thenComparing(Support::pattern)
          .thenComparing(Support::position)
          .thenComparing(support -> way(support.through()))
          .thenComparing(support -> age(support.through()))
          .thenComparing(support -> symbol(support.through()), CodePoints.ORDER);

  private final NaiveForecast forecast;
  private final ForecastOptions options;

  NaiveSupports(NaiveForecast forecast, ForecastOptions options) {
    this.forecast = forecast;
    this.options = options;
  }

  private static int way(Through through) {
    return through instanceof Through.Context ? 0 : through instanceof Through.After ? 1 : 2;
  }

  private static int age(Through through) {
    if (through instanceof Through.After after) {
      return after.age();
    }
    return through instanceof Through.Before before ? before.age() : 0;
  }

  private static String symbol(Through through) {
    if (through instanceof Through.After after) {
      return after.symbol();
    }
    return through instanceof Through.Before before ? before.symbol() : "";
  }

  /** The votes for an outcome, the greatest first, as many as asked for. */
  List<Support> of(int outcome) {
    List<Support> supports = new ArrayList<>();
    contexts(outcome, supports);
    related(outcome, supports);
    return supports.stream().sorted(ORDER).limit(options.supports()).toList();
  }

  private void contexts(int outcome, List<Support> supports) {
    int order = forecast.contexts.orders;
    while (order > 0 && forecast.contexts.votes[order][outcome].signum() == 0) {
      order--;
    }
    for (NaiveContexts.Occurrence occurrence : forecast.contexts.occurrences) {
      if (order > 0
          && occurrence.weights().size() >= order
          && occurrence.outcomes(options.horizon()).contains(outcome)) {
        BigInteger vote = Whole.of(occurrence.weights().get(order - 1));
        if (vote.signum() > 0) {
          supports.add(
              new Support(
                  occurrence.pattern().name(),
                  occurrence.position(),
                  new Through.Context(order),
                  matched(order, occurrence.position()),
                  Whole.real(vote)));
        }
      }
    }
  }

  private List<Match> matched(int order, int position) {
    return IntStream.range(0, order)
        .mapToObj(age -> new Match(forecast.state.index(age), position - age))
        .toList();
  }

  private void related(int outcome, List<Support> supports) {
    for (NaiveRelated.Occurrence occurrence : forecast.related.occurrences) {
      String symbol = forecast.knowledge.symbols.get(occurrence.symbol() - 1);
      if (occurrence.after(outcome).signum() > 0) {
        Through after = new Through.After(symbol, occurrence.age());
        supports.add(support(occurrence, after, occurrence.afterWeight(outcome)));
      }
      if (occurrence.before(outcome).signum() > 0) {
        Through before = new Through.Before(symbol, occurrence.age());
        supports.add(support(occurrence, before, occurrence.beforeWeight(outcome)));
      }
    }
  }

  private Support support(NaiveRelated.Occurrence occurrence, Through through, double weight) {
    return new Support(
        occurrence.pattern().name(),
        occurrence.position(),
        through,
        List.of(new Match(forecast.state.index(occurrence.age()), occurrence.position())),
        weight);
  }
}

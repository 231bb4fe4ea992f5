package dev.kato.recall;

import dev.kato.config.SessionConfig;
import dev.kato.model.Bound;
import dev.kato.model.Event;
import dev.kato.model.Explanation;
import dev.kato.recall.align.State;
import dev.kato.recall.index.PatternContent;
import dev.kato.recall.scan.Threshold;
import dev.kato.recall.score.AlignmentWriter;
import dev.kato.recall.score.Member;
import dev.kato.recall.symbols.SymbolTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what keeps a pattern out of the predictions, or does not. For one question. */
final class Explainer {

  private final SymbolTable table;
  private final State state;
  private final SessionConfig config;

  Explainer(SymbolTable table, State state, SessionConfig config) {
    this.table = table;
    this.state = state;
    this.config = config;
  }

  /**
   * The explanation.
   *
   * @param compared the pattern, as if it were a member
   * @param standing where it really stands
   */
  Explanation explain(Member compared, Standing standing) {
    PatternContent content = compared.content();
    List<Event> sequence = content.events(table, 0, content.ends().length);
    List<Bound> bounds = bounds(compared, standing);
    assert standing.rank() > 0 == bounds.stream().limit(3).allMatch(Bound::passed) : bounds;
    return new Explanation(
        content.name(),
        content.frequency(),
        sequence,
        new AlignmentWriter(state).write(compared),
        state.length(),
        compared.similarity(),
        characters(compared, sequence),
        bounds,
        standing.prediction());
  }

  private List<Bound> bounds(Member compared, Standing standing) {
    double threshold = config.recallThreshold();
    return List.of(
        new Bound.MinSymbols(state.length(), config.minSymbols()),
        new Bound.Matches(compared.matches(), threshold == 0 ? 0 : 1),
        new Bound.RecallThreshold(
            compared.similarity(), threshold, Threshold.matches(threshold, compared.total())),
        new Bound.MaxPredictions(
            standing.rank(), standing.members(), config.maxPredictions(), config.rankSortAlgo()));
  }

  private Explanation.@Nullable Characters characters(Member compared, List<Event> sequence) {
    if (config.useTokenMatching()) {
      return null;
    }
    long pattern = -1;
    for (String symbol : Event.flatten(sequence)) {
      pattern += 1 + symbol.codePointCount(0, symbol.length());
    }
    return new Explanation.Characters(compared.common() / 2, pattern, compared.total() - pattern);
  }
}

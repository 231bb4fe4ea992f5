package dev.kato.recall;

import dev.kato.config.SessionConfig;
import dev.kato.model.Event;
import dev.kato.model.KnowledgeStatistics;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.Predictions;
import dev.kato.model.SymbolStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Placeholder until the recall branch is merged. */
public final class KnowledgeIndex {
  public void put(Pattern pattern) {}

  public void remove(PatternName name) {}

  public Predictions recall(List<Event> stm, SessionConfig config) {
    return Predictions.NONE;
  }

  public KnowledgeStatistics statistics() {
    return new KnowledgeStatistics(0, 0, 0);
  }

  public Optional<SymbolStatistics> symbol(String symbol) {
    return Optional.empty();
  }

  public List<SymbolStatistics> symbols(@Nullable String after, int limit) {
    return List.of();
  }

  public Map<String, Double> affinity(String symbol) {
    return Map.of();
  }

  public long weightBytes() {
    return 0;
  }
}

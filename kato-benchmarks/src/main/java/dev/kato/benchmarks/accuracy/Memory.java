package dev.kato.benchmarks.accuracy;

import dev.kato.Kato;
import dev.kato.KatoSession;
import dev.kato.KnowledgeBase;
import dev.kato.config.ConfigKey;
import dev.kato.config.SessionConfig;
import dev.kato.model.EnsembleFilter;
import dev.kato.model.Event;
import dev.kato.model.Forecast;
import dev.kato.model.ForecastOptions;
import dev.kato.model.Observation;
import dev.kato.model.Prediction;
import dev.kato.model.SequenceOptions;
import dev.kato.storage.inmemory.InMemoryStorage;
import java.util.List;

/** A KATO that has learned sequences, each through a session, one symbol an event. */
final class Memory implements AutoCloseable {

  private static final String USER = "accuracy";

  private final Kato kato = Kato.builder().storage(InMemoryStorage.create()).build();
  private final KnowledgeBase knowledge = kato.knowledgeBase(USER);
  private final long learningNanos;

  Memory(List<List<String>> sequences) {
    KatoSession session = kato.openSession(USER);
    long start = System.nanoTime();
    for (List<String> sequence : sequences) {
      session.observeAll(
          sequence.stream().map(Observation::of).toList(), SequenceOptions.LEARN_AT_END);
    }
    learningNanos = System.nanoTime() - start;
    knowledge.load();
  }

  /** How long all learnings took, observations included. */
  long learningNanos() {
    return learningNanos;
  }

  /** Bytes of heap that the index takes, with what is kept to work in. */
  long indexBytes() {
    return kato.indexStatistics().bytes();
  }

  /** Without supports. */
  Forecast forecast(List<String> context, int horizon, int limit) {
    return knowledge.forecast(events(context), new ForecastOptions(horizon, limit, 0));
  }

  private static List<Event> events(List<String> context) {
    return context.stream().map(Event::of).toList();
  }

  /** The symbol of an outcome, or the end. */
  static String name(Forecast.Outcome outcome) {
    String symbol = outcome.symbol();
    return symbol == null ? Trial.END : symbol;
  }

  /** The probability of an outcome that was learned, by a forecast that lists all it can. */
  double probability(Forecast forecast, String outcome) {
    long symbols = knowledge.statistics().totalSymbols();
    if (forecast.outcomes().isEmpty()) {
      return 1.0 / (symbols + 1);
    }
    return forecast.outcomes().stream()
        .filter(listed -> name(listed).equals(outcome))
        .mapToDouble(Forecast.Outcome::probability)
        .findFirst()
        .orElseGet(() -> forecast.other() / (symbols + 1 - forecast.outcomes().size()));
  }

  /** What comes next in each prediction, the best prediction first; its end where it has none. */
  List<String> futures(Question question, double recallThreshold) {
    SessionConfig config =
        SessionConfig.DEFAULTS
            .with(ConfigKey.RECALL_THRESHOLD, recallThreshold)
            .with(ConfigKey.MIN_SYMBOLS, 1);
    return knowledge
        .recall(events(question.context()), config, EnsembleFilter.NONE)
        .predictions()
        .stream()
        .map(Memory::next)
        .distinct()
        .toList();
  }

  private static String next(Prediction prediction) {
    List<Event> future = prediction.future();
    return future.isEmpty() ? Trial.END : future.get(0).symbols().get(0);
  }

  @Override
  public void close() {
    kato.close();
  }
}

package dev.kato.session;

import dev.kato.model.Event;
import dev.kato.model.InvalidInputException;
import dev.kato.model.LimitReachedException;
import dev.kato.model.PatternName;
import dev.kato.model.ShortTermMemory;
import dev.kato.model.UserId;
import dev.kato.processor.Step;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.PatternStore;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Bounds on what may be kept; {@link Long#MAX_VALUE} is none.
 *
 * @param patterns most patterns of one user. Learnings at the same time may each find room for one
 *     more, so it can be exceeded by as many as there are at once
 * @param characters most characters in one session's short-term memory and accumulators, a number
 *     counted as eight
 * @param learnings most learnings of one operation, which all keep its session waiting
 */
public record MemoryLimits(long patterns, long characters, long learnings) {

  /** No bounds. */
  public static final MemoryLimits NONE =
      new MemoryLimits(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

  private static final long NUMBER = 8;

  /**
   * Refuses a step that keeps too much. One that keeps less than before is never refused.
   *
   * @throws LimitReachedException naming the bound
   * @throws InvalidInputException if the operation learns too often
   */
  void check(ShortTermMemory before, UserId user, Step<?> step, PatternStore store) {
    if (step.learnings().size() > learnings) {
      throw new InvalidInputException(
          "observations",
          "would be learned "
              + step.learnings().size()
              + " times: at most "
              + learnings
              + " at once, send them in parts");
    }
    ShortTermMemory after = step.state().memory();
    if (characters < Long.MAX_VALUE && after != before && !after.equals(ShortTermMemory.EMPTY)) {
      long size = size(after);
      if (size > characters && size > size(before)) {
        throw new LimitReachedException("characters in a short-term memory", characters);
      }
    }
    if (patterns < Long.MAX_VALUE && !step.learnings().isEmpty()) {
      Set<PatternName> names =
          step.learnings().stream().map(LearnRequest::name).collect(Collectors.toSet());
      long added = names.stream().filter(name -> store.find(user, name).isEmpty()).count();
      if (added > 0 && store.count(user) + added > patterns) {
        throw new LimitReachedException("patterns of one user", patterns);
      }
    }
  }

  private static long size(ShortTermMemory memory) {
    long size = 0;
    for (Event event : memory.events()) {
      size += characters(event.symbols());
    }
    for (var vector : memory.vectors().values()) {
      size += NUMBER * vector.dimension();
    }
    for (Map<String, Double> entry : memory.emotives()) {
      size += characters(entry.keySet()) + NUMBER * entry.size();
    }
    for (Map<String, String> entry : memory.metadata()) {
      size += characters(entry.keySet()) + characters(entry.values());
    }
    return size;
  }

  /** A text costs something even when it is empty. */
  private static long characters(Collection<String> texts) {
    long sum = 0;
    for (String text : texts) {
      sum += 1 + text.length();
    }
    return sum;
  }
}

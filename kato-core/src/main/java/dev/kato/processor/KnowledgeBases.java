package dev.kato.processor;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import dev.kato.model.IndexStatistics;
import dev.kato.model.UserId;
import dev.kato.recall.KnowledgeIndex;
import dev.kato.spi.PatternStore;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The indexes of the users that were busy lately. What is evicted is rebuilt from the store when it
 * is needed again. Thread-safe.
 */
public final class KnowledgeBases {

  private static final long WEIGHT_UNIT = 1024;

  private final PatternStore store;
  private final Supplier<KnowledgeIndex> newIndex;
  private final Cache<UserId, Knowledge> cache;

  /**
   * No index yet.
   *
   * @param maximumBytes of heap that the indexes may take together, before the least used go
   * @param executor where the cache does its housekeeping
   */
  public KnowledgeBases(
      PatternStore store, Supplier<KnowledgeIndex> newIndex, long maximumBytes, Executor executor) {
    this.store = store;
    this.newIndex = newIndex;
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(Math.max(1, maximumBytes / WEIGHT_UNIT))
            .weigher((UserId user, Knowledge knowledge) -> weight(knowledge))
            .executor(executor)
            .recordStats()
            .build();
  }

  /** The user's index with every learning in it that was acknowledged before this call. */
  public KnowledgeIndex current(UserId user) {
    Knowledge knowledge = cache.get(user, key -> new Knowledge(key, store, newIndex));
    int before = weight(knowledge);
    KnowledgeIndex index = knowledge.current();
    if (weight(knowledge) != before) {
      // The cache weighs an entry only when it is written.
      cache.asMap().replace(user, knowledge, knowledge);
    }
    return index;
  }

  /** Drops a user's index. */
  public void forget(UserId user) {
    cache.invalidate(user);
  }

  /** What the indexes take and did. */
  public IndexStatistics statistics() {
    long bytes = 0;
    long patterns = 0;
    long users = 0;
    for (Knowledge knowledge : cache.asMap().values()) {
      bytes += knowledge.weightBytes();
      patterns += knowledge.patterns();
      users++;
    }
    CacheStats stats = cache.stats();
    return new IndexStatistics(users, patterns, bytes, stats.loadCount(), stats.evictionCount());
  }

  private static int weight(Knowledge knowledge) {
    return (int) Math.min(Integer.MAX_VALUE, 1 + knowledge.weightBytes() / WEIGHT_UNIT);
  }
}

package dev.kato.processor;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import dev.kato.model.IndexStatistics;
import dev.kato.model.UserId;
import dev.kato.recall.KnowledgeIndex;
import dev.kato.spi.PatternStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The indexes of the users that were busy lately. What is evicted is rebuilt from the store when it
 * is needed again. Thread-safe.
 *
 * <p>An index that is larger than all of them may be together is kept nevertheless, beside the
 * others, until the next one like it comes: else each use of it would build it anew.
 */
public final class KnowledgeBases {

  private static final Logger log = LoggerFactory.getLogger(KnowledgeBases.class);

  private static final long WEIGHT_UNIT = 1024;

  private final PatternStore store;
  private final Supplier<KnowledgeIndex> newIndex;
  private final long maximumBytes;
  private final Cache<UserId, Knowledge> cache;

  /** The one that has outgrown the cache, if any; it is not in there. */
  private volatile @Nullable Outgrown outgrown;

  private record Outgrown(UserId user, Knowledge knowledge) {}

  /**
   * No index yet.
   *
   * @param maximumBytes of heap that the indexes may take together, before the least used go; one
   *     that is larger by itself comes on top
   * @param executor where the cache does its housekeeping
   */
  public KnowledgeBases(
      PatternStore store, Supplier<KnowledgeIndex> newIndex, long maximumBytes, Executor executor) {
    this.store = store;
    this.newIndex = newIndex;
    this.maximumBytes = maximumBytes;
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
    Knowledge knowledge = find(user);
    int before = weight(knowledge);
    KnowledgeIndex index = knowledge.current();
    if (weight(knowledge) != before) {
      place(user, knowledge);
    }
    return index;
  }

  private Knowledge find(UserId user) {
    Outgrown large = outgrown;
    return large != null && large.user.equals(user)
        ? large.knowledge
        : cache.get(user, key -> new Knowledge(key, store, newIndex));
  }

  /** The cache weighs an entry only when it is written. */
  private void place(UserId user, Knowledge knowledge) {
    boolean fits = knowledge.weightBytes() / WEIGHT_UNIT < maximumBytes / WEIGHT_UNIT;
    Outgrown large = outgrown;
    if (large != null && large.knowledge == knowledge) {
      if (fits) {
        cache.put(user, knowledge);
        drop(large);
      }
    } else if (fits) {
      cache.asMap().replace(user, knowledge, knowledge);
    } else if (cache.asMap().get(user) == knowledge) {
      // There before it goes from the cache, so that nobody builds a second one.
      outgrown = new Outgrown(user, knowledge);
      cache.asMap().remove(user, knowledge);
      log.warn(
          "the index of one user takes {} bytes, more than the indexBytes of {}",
          knowledge.weightBytes(),
          maximumBytes);
    }
  }

  private synchronized void drop(Outgrown large) {
    if (outgrown == large) {
      outgrown = null;
    }
  }

  /** Drops a user's index. */
  public void forget(UserId user) {
    Outgrown large = outgrown;
    if (large != null && large.user.equals(user)) {
      drop(large);
    }
    cache.invalidate(user);
  }

  /** What the indexes take and did. */
  public IndexStatistics statistics() {
    List<Knowledge> all = new ArrayList<>(cache.asMap().values());
    Outgrown large = outgrown;
    if (large != null && !all.contains(large.knowledge)) {
      all.add(large.knowledge);
    }
    long bytes = all.stream().mapToLong(Knowledge::weightBytes).sum();
    long patterns = all.stream().mapToLong(Knowledge::patterns).sum();
    CacheStats stats = cache.stats();
    return new IndexStatistics(
        all.size(), patterns, bytes, stats.loadCount(), stats.evictionCount());
  }

  private static int weight(Knowledge knowledge) {
    return (int) Math.min(Integer.MAX_VALUE, 1 + knowledge.weightBytes() / WEIGHT_UNIT);
  }
}

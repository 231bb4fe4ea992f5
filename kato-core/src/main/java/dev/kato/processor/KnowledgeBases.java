package dev.kato.processor;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kato.model.IndexStatistics;
import dev.kato.model.LoadingException;
import dev.kato.model.TimeLimitException;
import dev.kato.model.UserId;
import dev.kato.recall.KnowledgeIndex;
import dev.kato.recall.base.Budget;
import dev.kato.spi.PatternStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The indexes of the users that were busy lately. What is evicted is loaded again from the store
 * when it is needed. Thread-safe.
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
  private final Loads loads;
  private final Cache<UserId, Knowledge> cache;

  /** The one that has outgrown the cache, if any; it is not in there. */
  private volatile @Nullable Outgrown outgrown;

  private record Outgrown(UserId user, Knowledge knowledge) {}

  /**
   * No index yet.
   *
   * @param maximumBytes of heap that the indexes may take together, before the least used go; one
   *     that is larger by itself comes on top
   * @param loaders gives each load of an index a thread; may refuse
   * @param helpers helps with loads, and does the cache's housekeeping
   */
  public KnowledgeBases(
      PatternStore store,
      Supplier<KnowledgeIndex> newIndex,
      long maximumBytes,
      Executor loaders,
      Executor helpers) {
    this.store = store;
    this.newIndex = newIndex;
    this.maximumBytes = maximumBytes;
    this.loads = new Loads(store, loaders, helpers, this::placeNew);
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(Math.max(1, maximumBytes / WEIGHT_UNIT))
            .weigher((UserId user, Knowledge knowledge) -> weight(knowledge))
            .executor(helpers)
            .recordStats()
            .build();
  }

  /**
   * The user's index with every learning in it that was acknowledged before this call.
   *
   * @throws LoadingException if loading it takes longer than the budget allows; it goes on
   * @throws TimeLimitException if it takes longer to know what is new, or the thread is interrupted
   */
  public KnowledgeIndex current(UserId user, Budget budget) {
    Knowledge knowledge = loaded(user, budget);
    KnowledgeIndex index = current(user, knowledge, budget);
    if (knowledge.isReweighed()) {
      placeAgain(user, knowledge);
    }
    return index;
  }

  private KnowledgeIndex current(UserId user, Knowledge knowledge, Budget budget) {
    try {
      return knowledge.current(budget);
    } catch (TimeLimitException e) {
      if (knowledge.isBehind()) {
        Load load = loads.begin(user, () -> knowledge);
        if (load != null && !Thread.currentThread().isInterrupted()) {
          throw load.unfinished();
        }
      }
      throw e;
    }
  }

  private Knowledge loaded(UserId user, Budget budget) {
    Load load = loads.find(user);
    Knowledge known = null;
    while (load == null && known == null) {
      known = placed(user);
      if (known == null) {
        load = loads.begin(user, () -> neededOf(user));
      }
    }
    return load == null ? Objects.requireNonNull(known) : load.await(budget);
  }

  private @Nullable Knowledge neededOf(UserId user) {
    return placed(user) == null ? new Knowledge(user, store, newIndex) : null;
  }

  private @Nullable Knowledge placed(UserId user) {
    Outgrown large = outgrown;
    return large != null && large.user.equals(user) ? large.knowledge : cache.getIfPresent(user);
  }

  private void placeNew(UserId user, Knowledge knowledge) {
    knowledge.isReweighed();
    if (fits(knowledge)) {
      cache.put(user, knowledge);
    } else {
      keepOutside(user, knowledge);
    }
  }

  /** The cache weighs an entry only when it is written. */
  private void placeAgain(UserId user, Knowledge knowledge) {
    boolean fits = fits(knowledge);
    Outgrown large = outgrown;
    if (large != null && large.knowledge == knowledge) {
      if (fits) {
        cache.put(user, knowledge);
        drop(large);
      }
    } else if (fits) {
      cache.asMap().replace(user, knowledge, knowledge);
    } else if (cache.asMap().get(user) == knowledge) {
      keepOutside(user, knowledge);
    }
  }

  private boolean fits(Knowledge knowledge) {
    return knowledge.weightBytes() / WEIGHT_UNIT < maximumBytes / WEIGHT_UNIT;
  }

  /** There before it goes from the cache, so that nobody builds a second one. */
  private void keepOutside(UserId user, Knowledge knowledge) {
    outgrown = new Outgrown(user, knowledge);
    cache.asMap().remove(user, knowledge);
    log.warn(
        "the index of one user takes {} bytes, more than the indexBytes of {}",
        knowledge.weightBytes(),
        maximumBytes);
  }

  private synchronized void drop(Outgrown large) {
    if (outgrown == large) {
      outgrown = null;
    }
  }

  /** Drops a user's index. */
  public void forget(UserId user) {
    loads.forget(
        user,
        () -> {
          Outgrown large = outgrown;
          if (large != null && large.user.equals(user)) {
            drop(large);
          }
          cache.invalidate(user);
        });
  }

  /** Has those fail who wait for a load; to be called when the loaders are shut down. */
  public void close() {
    loads.close();
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
    return new IndexStatistics(
        all.size(),
        patterns,
        bytes,
        loads.ended(),
        cache.stats().evictionCount(),
        loads.statistics());
  }

  private static int weight(Knowledge knowledge) {
    return (int) Math.min(Integer.MAX_VALUE, 1 + knowledge.weightBytes() / WEIGHT_UNIT);
  }
}

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
public final class IndexCache {

  private static final Logger log = LoggerFactory.getLogger(IndexCache.class);

  private static final long WEIGHT_UNIT = 1024;

  private final PatternStore store;
  private final Supplier<KnowledgeIndex> newIndex;
  private final long maximumBytes;
  private final Loads loads;
  private final Cache<UserId, FollowedIndex> cache;

  /** The one that has outgrown the cache, if any; it is not in there. */
  private volatile @Nullable Outgrown outgrown;

  private record Outgrown(UserId user, FollowedIndex followed) {}

  /**
   * No index yet.
   *
   * @param maximumBytes of heap that the indexes may take together, before the least used go; one
   *     that is larger by itself comes on top
   * @param loaders gives each load of an index a thread; may refuse
   * @param helpers helps with loads, and does the cache's housekeeping
   */
  public IndexCache(
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
            .weigher((UserId user, FollowedIndex followed) -> weight(followed))
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
    FollowedIndex followed = loaded(user, budget);
    KnowledgeIndex index = current(user, followed, budget);
    if (followed.isReweighed()) {
      placeAgain(user, followed);
    }
    return index;
  }

  private KnowledgeIndex current(UserId user, FollowedIndex followed, Budget budget) {
    try {
      return followed.current(budget);
    } catch (TimeLimitException e) {
      if (followed.isBehind()) {
        Load load = loads.begin(user, () -> followed);
        if (load != null && !Thread.currentThread().isInterrupted()) {
          throw load.unfinished();
        }
      }
      throw e;
    }
  }

  private FollowedIndex loaded(UserId user, Budget budget) {
    Load load = loads.find(user);
    FollowedIndex known = null;
    while (load == null && known == null) {
      known = placed(user);
      if (known == null) {
        load = loads.begin(user, () -> neededOf(user));
      }
    }
    return load == null ? Objects.requireNonNull(known) : load.await(budget);
  }

  private @Nullable FollowedIndex neededOf(UserId user) {
    return placed(user) == null ? new FollowedIndex(user, store, newIndex) : null;
  }

  private @Nullable FollowedIndex placed(UserId user) {
    Outgrown large = outgrown;
    return large != null && large.user.equals(user) ? large.followed : cache.getIfPresent(user);
  }

  private void placeNew(UserId user, FollowedIndex followed) {
    followed.isReweighed();
    if (fits(followed)) {
      cache.put(user, followed);
    } else {
      keepOutside(user, followed);
    }
  }

  /** The cache weighs an entry only when it is written. */
  private void placeAgain(UserId user, FollowedIndex followed) {
    boolean fits = fits(followed);
    Outgrown large = outgrown;
    if (large != null && large.followed == followed) {
      if (fits) {
        cache.put(user, followed);
        drop(large);
      }
    } else if (fits) {
      cache.asMap().replace(user, followed, followed);
    } else if (cache.asMap().get(user) == followed) {
      keepOutside(user, followed);
    }
  }

  private boolean fits(FollowedIndex followed) {
    return followed.weightBytes() / WEIGHT_UNIT < maximumBytes / WEIGHT_UNIT;
  }

  /** There before it goes from the cache, so that nobody builds a second one. */
  private void keepOutside(UserId user, FollowedIndex followed) {
    outgrown = new Outgrown(user, followed);
    cache.asMap().remove(user, followed);
    log.warn(
        "the index of one user takes {} bytes, more than the indexBytes of {}",
        followed.weightBytes(),
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
    List<FollowedIndex> all = new ArrayList<>(cache.asMap().values());
    Outgrown large = outgrown;
    if (large != null && !all.contains(large.followed)) {
      all.add(large.followed);
    }
    long bytes = all.stream().mapToLong(FollowedIndex::weightBytes).sum();
    long patterns = all.stream().mapToLong(FollowedIndex::patterns).sum();
    return new IndexStatistics(
        all.size(),
        patterns,
        bytes,
        loads.ended(),
        cache.stats().evictionCount(),
        loads.statistics());
  }

  private static int weight(FollowedIndex followed) {
    return (int) Math.min(Integer.MAX_VALUE, 1 + followed.weightBytes() / WEIGHT_UNIT);
  }
}

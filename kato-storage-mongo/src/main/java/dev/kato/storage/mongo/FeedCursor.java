package dev.kato.storage.mongo;

import dev.kato.model.UserId;
import dev.kato.spi.ChangeCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a reader knows: of one epoch everything up to a revision, except for holes.
 *
 * @param feed that gave it; its clock is that of {@code coming}
 * @param user whose knowledge base it is
 * @param kb names the epoch; empty when nothing is known
 * @param revision the newest revision the reader knows of
 * @param coming revisions not seen that may still become visible, each with the time, in
 *     nanoseconds, when to stop waiting
 * @param lost revisions not seen that were waited for in vain; looked for on occasion
 */
record FeedCursor(
    PatternFeed feed,
    UserId user,
    String kb,
    long revision,
    NavigableMap<Long, Long> coming,
    NavigableSet<Long> lost)
    implements ChangeCursor {

  /** Knows nothing. */
  static FeedCursor start(PatternFeed feed, UserId user) {
    return new FeedCursor(feed, user, "", 0, new TreeMap<>(), new TreeSet<>());
  }

  boolean isStart() {
    return kb.isEmpty();
  }

  static final int MOST_LOST = 256;

  boolean isUpToDate(Head head) {
    return isOf(head) && revision == head.revision() && coming.isEmpty();
  }

  boolean isOf(Head head) {
    return kb.equals(head.kb()) && revision >= head.purged();
  }

  List<Long> holes() {
    List<Long> holes = new ArrayList<>(lost);
    holes.addAll(coming.keySet());
    return holes;
  }

  /** Collects what a look at the documents shows. For one thread. */
  static final class Next {

    private final FeedCursor before;
    private final String kb;
    private final long revision;
    private final NavigableMap<Long, Long> coming;
    private final NavigableSet<Long> lost;

    /**
     * Expects all revisions that {@code before} does not know.
     *
     * @param window how many of the newest may still be coming
     */
    Next(FeedCursor before, Head head, long window, long waitUntil) {
      this.before = before;
      kb = head.kb();
      revision = head.revision();
      coming = new TreeMap<>(before.coming);
      lost = new TreeSet<>(before.lost);
      for (long i = Math.max(before.revision, revision - window) + 1; i <= revision; i++) {
        coming.put(i, waitUntil);
      }
    }

    void seen(long revisionSeen) {
      coming.remove(revisionSeen);
      lost.remove(revisionSeen);
    }

    boolean isComplete() {
      return coming.isEmpty();
    }

    /**
     * The cursor after the look.
     *
     * @param lookedAt when the look began: who was to be waited for until then was looked for once
     *     more, and is lost
     */
    FeedCursor cursor(long lookedAt) {
      for (Map.Entry<Long, Long> hole : List.copyOf(coming.entrySet())) {
        if (hole.getValue() - lookedAt < 0) {
          coming.remove(hole.getKey());
          lost.add(hole.getKey());
        }
      }
      while (lost.size() > MOST_LOST) {
        lost.pollFirst();
      }
      return new FeedCursor(before.feed, before.user, kb, revision, coming, lost);
    }
  }
}

package dev.kato.cli.transfer;

import dev.kato.model.FloatVector;
import dev.kato.model.Pattern;
import dev.kato.model.UserId;
import dev.kato.spi.PatternStore;
import dev.kato.spi.VectorStore;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Everything of a kind in a store, a page at a time. */
public final class Pages {

  private static final int SIZE = 500;

  private Pages() {}

  /** All users with patterns, in code point order. */
  public static Iterable<UserId> users(PatternStore store) {
    return () -> new Walk<>(last -> store.users(last, SIZE));
  }

  /** All patterns of a user, by name. */
  public static Iterable<Pattern> patterns(PatternStore store, UserId user) {
    return () -> new Walk<>(last -> store.list(user, last == null ? null : last.name(), SIZE));
  }

  /** All vectors of a user, by symbol. */
  public static Iterable<Map.Entry<String, FloatVector>> vectors(VectorStore store, UserId user) {
    return () ->
        new Walk<>(
            last ->
                List.copyOf(store.list(user, last == null ? "" : last.getKey(), SIZE).entrySet()));
  }

  private static final class Walk<T> implements Iterator<T> {
    private final Function<@Nullable T, List<T>> next;
    private Iterator<T> page = List.<T>of().iterator();
    private @Nullable T last;
    private boolean done;

    Walk(Function<@Nullable T, List<T>> next) {
      this.next = next;
    }

    @Override
    public boolean hasNext() {
      if (!page.hasNext() && !done) {
        List<T> items = next.apply(last);
        done = items.isEmpty();
        page = items.iterator();
      }
      return page.hasNext();
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      T item = page.next();
      last = item;
      return item;
    }
  }
}

package dev.kato.model;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An unmodifiable list whose elements are made when they are first asked for, once. For long lists
 * that many never read. Thread-safe; until then it keeps alive what it is made from.
 */
public final class DeferredList<E> extends AbstractList<E> {

  private @Nullable Supplier<List<E>> source;
  private @Nullable List<E> elements;

  /** A list of what {@code source} will give. */
  public DeferredList(Supplier<List<E>> source) {
    this.source = source;
  }

  private synchronized List<E> elements() {
    if (elements == null) {
      elements = List.copyOf(Objects.requireNonNull(source).get());
      source = null;
    }
    return elements;
  }

  @Override
  public E get(int index) {
    return elements().get(index);
  }

  @Override
  public int size() {
    return elements().size();
  }
}

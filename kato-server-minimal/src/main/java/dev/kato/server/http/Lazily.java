package dev.kato.server.http;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Function;

/** Views of long lists, made when they are written, so that they never exist all at once. */
final class Lazily {

  private Lazily() {}

  /** What {@code view} makes of each of them, anew each time it is asked for. */
  static <A, B> List<B> map(List<A> values, Function<A, B> view) {
    return new Mapped<>(values, view);
  }

  private static final class Mapped<A, B> extends AbstractList<B> implements RandomAccess {
    private final List<A> values;
    private final Function<A, B> view;

    private Mapped(List<A> values, Function<A, B> view) {
      this.values = values;
      this.view = view;
    }

    @Override
    public B get(int index) {
      return view.apply(values.get(index));
    }

    @Override
    public int size() {
      return values.size();
    }
  }
}

package dev.kato.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A list that grows at its end and is shortened at its beginning, each at a price that does not
 * depend on its length. What it begins with is copied when the first is added. Not thread-safe.
 */
final class Window<T> {

  private List<T> list;
  private boolean own;
  private int from;

  /** Begins with these, which nobody changes. */
  Window(List<T> list) {
    this.list = list;
  }

  int size() {
    return list.size() - from;
  }

  /** What is in it, as a view that is good until the next change. */
  List<T> items() {
    return from == 0 ? list : list.subList(from, list.size());
  }

  void add(T item) {
    if (!own) {
      List<T> copy = new ArrayList<>(size() + 1);
      copy.addAll(items());
      list = copy;
      from = 0;
      own = true;
    }
    list.add(item);
  }

  /** Drops the oldest, so that there are at most so many. */
  void keepNewest(int count, Consumer<T> dropped) {
    while (size() > count) {
      dropped.accept(list.get(from++));
    }
    if (own && from > list.size() / 2) {
      list.subList(0, from).clear();
      from = 0;
    }
  }
}

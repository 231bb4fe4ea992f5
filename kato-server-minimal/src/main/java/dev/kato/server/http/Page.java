package dev.kato.server.http;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A route that answers an object, each field of which is declared where its value is made.
 *
 * @param <T> what the values are taken from
 */
public final class Page<T> {

  private final Route.Builder route;
  private final Function<Request, T> source;
  private final View<T> view;

  private Page(Route.Builder route, Function<Request, T> source, View<T> view) {
    this.route = route;
    this.source = source;
    this.view = view;
  }

  /** What a route answers, without fields yet. */
  public static <T> Page<T> page(Route.Builder route, Function<Request, T> source) {
    return page(route, source, View.view());
  }

  /** What a route answers, in a view that others have, too. */
  public static <T> Page<T> page(Route.Builder route, Function<Request, T> source, View<T> view) {
    return new Page<>(route, source, view);
  }

  /**
   * The same page, with one more value.
   *
   * @param names of the fields that have it
   */
  public Page<T> with(
      Schema schema, Function<? super T, ? extends @Nullable Object> value, String... names) {
    return new Page<>(route, source, view.with(schema, value, names));
  }

  /** The row. */
  public Route by(String group) {
    return route
        .answers(view.shape())
        .by(group, request -> Response.json(200, view.of(source.apply(request))));
  }
}

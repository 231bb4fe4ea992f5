package dev.kato.server.ops;

import dev.kato.server.http.Fields;
import dev.kato.server.http.Request;
import dev.kato.server.http.Response;
import dev.kato.server.http.Route;
import dev.kato.server.http.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that tells about the server: each field is declared where its value is made.
 *
 * @param <T> what the values are taken from
 */
public final class Page<T> {

  private record Row<T>(Schema schema, Function<T, @Nullable Object> value, List<String> names) {}

  private final Route.Builder route;
  private final Function<Request, T> source;
  private final List<Row<T>> rows = new ArrayList<>();

  private Page(Route.Builder route, Function<Request, T> source) {
    this.route = route;
    this.source = source;
  }

  /** What a route answers, without fields yet. */
  public static <T> Page<T> page(Route.Builder route, Function<Request, T> source) {
    return new Page<>(route, source);
  }

  /**
   * The same page, with one more value.
   *
   * @param names of the fields that have it
   */
  public Page<T> with(Schema schema, Function<T, @Nullable Object> value, String... names) {
    rows.add(new Row<>(schema, value, List.of(names)));
    return this;
  }

  /** The row. */
  public Route by(String group) {
    Schema.Field[] fields =
        rows.stream()
            .flatMap(row -> row.names.stream().map(name -> Schema.field(name, row.schema)))
            .toArray(Schema.Field[]::new);
    return route
        .answers(Schema.object(fields))
        .by(group, request -> Response.json(200, fields(source.apply(request))));
  }

  private Map<String, @Nullable Object> fields(T subject) {
    Map<String, @Nullable Object> fields = Fields.of();
    for (Row<T> row : rows) {
      Object value = row.value.apply(subject);
      row.names.forEach(name -> fields.put(name, value));
    }
    return fields;
  }
}

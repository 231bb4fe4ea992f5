package dev.kato.server.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How values look as JSON objects: each field is declared where its value is made. Immutable.
 *
 * @param <T> what the fields are taken from
 */
public final class View<T> {

  private record Row<T>(
      String name, Schema schema, Function<? super T, ? extends @Nullable Object> value) {}

  private final List<Row<T>> rows;

  private View(List<Row<T>> rows) {
    this.rows = rows;
  }

  /** Without fields yet. */
  public static <T> View<T> view() {
    return new View<>(List.of());
  }

  /**
   * The same with one more value.
   *
   * @param names of the fields that have it
   */
  public View<T> with(
      Schema schema, Function<? super T, ? extends @Nullable Object> value, String... names) {
    List<Row<T>> more = new ArrayList<>(rows);
    Stream.of(names).forEach(name -> more.add(new Row<>(name, schema, value)));
    return new View<>(List.copyOf(more));
  }

  /** Only the fields with these names, in their order. */
  public View<T> only(Predicate<String> names) {
    return new View<>(rows.stream().filter(row -> names.test(row.name())).toList());
  }

  /** What one looks like. */
  public Schema.Obj shape() {
    return Schema.object(
        rows.stream()
            .map(row -> Schema.field(row.name(), row.schema()))
            .toArray(Schema.Field[]::new));
  }

  /** One value, changeable. */
  public Map<String, @Nullable Object> of(T value) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (Row<T> row : rows) {
      fields.put(row.name(), row.value().apply(value));
    }
    return fields;
  }

  /** All of them in their order, each made when it is read. */
  public List<Map<String, @Nullable Object>> all(List<T> values) {
    return Lazily.map(values, this::of);
  }
}

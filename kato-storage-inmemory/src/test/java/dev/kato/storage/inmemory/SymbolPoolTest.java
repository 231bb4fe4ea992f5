package dev.kato.storage.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.Event;
import java.util.List;
import org.junit.jupiter.api.Test;

class SymbolPoolTest {

  private final SymbolPool pool = new SymbolPool();

  @Test
  void aSymbolIsKeptAsLongAsSomethingHoldsIt() {
    List<Event> first = pool.pooled(List.of(Event.of("a", "a"), Event.of("b")));
    List<Event> second = pool.pooled(List.of(Event.of("a", "c")));
    assertThat(pool.size()).isEqualTo(3);

    pool.release(first);
    assertThat(pool.size()).isEqualTo(2);
    assertThat(pool.pooled(List.of(Event.of(new String("a")))).get(0).symbols().get(0))
        .isSameAs(second.get(0).symbols().get(0));

    pool.release(second);
    assertThat(pool.size()).isEqualTo(1);
  }
}

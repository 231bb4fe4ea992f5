package dev.kato.storage.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.PatternName;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NamesInOrderTest {

  private final NamesInOrder names = new NamesInOrder();
  private final Set<PatternName> wanted = new TreeSet<>();

  @Test
  void namesComeInOrderAndOnceHoweverTheyWereAdded() {
    for (int i : new int[] {5, 1, 9, 1}) {
      add(i);
    }
    assertThat(names.after(null, wanted::contains)).containsExactly(name(1), name(5), name(9));
    add(7);
    add(5);
    assertThat(names.after(name(1), wanted::contains)).containsExactly(name(5), name(7), name(9));
    assertThat(names.after(name(6), wanted::contains)).containsExactly(name(7), name(9));
    assertThat(names.after(name(9), wanted::contains)).isEmpty();
  }

  @Test
  void addingAndRemovingOneNameForEverKeepsFew() {
    IntStream.range(0, 10_000)
        .forEach(
            i -> {
              add(1);
              wanted.remove(name(1));
              names.remove(0, wanted::contains);
            });
    assertThat(names.kept()).isLessThan(2000);
  }

  private void add(int i) {
    wanted.add(name(i));
    names.add(name(i));
  }

  private static PatternName name(int i) {
    return new PatternName("%040x".formatted(i));
  }
}

package dev.kato.storage.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.CodePoints;
import dev.kato.model.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class UserKeyTest {

  private static final List<String> UNITS =
      List.of(
          "\0",
          "\n",
          " ",
          "!",
          "\"",
          "$",
          ".",
          "A",
          "a",
          "}",
          "~",
          "\u007F",
          "\u0080",
          "é",
          "\uD7FF",
          "\uE000",
          "\uFF21",
          "😀",
          "\uDBFF\uDFFF");

  @Test
  void ordinaryIdsStayReadable() {
    assertThat(UserKey.of(new UserId("alice.b-c_d@example.com")))
        .isEqualTo("alice.b-c_d@example.com");
  }

  @Test
  void keysArePrintableAsciiWithoutASpace() {
    assertThat(UserKey.of(new UserId(String.join("", UNITS)))).matches("[!-~]+");
  }

  @Test
  void keysAreInTheOrderOfTheIdsAndUnlikeForUnlikeIds() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      UserId a = randomId(random);
      UserId b = randomId(random);
      assertThat(Integer.signum(UserKey.of(a).compareTo(UserKey.of(b))))
          .as("seed %s: %s and %s", seed, a, b)
          .isEqualTo(Integer.signum(CodePoints.compare(a.value(), b.value())));
    }
  }

  private static UserId randomId(Random random) {
    List<String> units = new ArrayList<>();
    int length = 1 + random.nextInt(4);
    while (units.size() < length) {
      units.add(UNITS.get(random.nextInt(UNITS.size())));
    }
    return new UserId(units.stream().collect(Collectors.joining()));
  }
}

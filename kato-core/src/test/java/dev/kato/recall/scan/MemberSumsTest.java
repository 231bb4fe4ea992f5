package dev.kato.recall.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.recall.base.Int128;
import dev.kato.recall.index.Posting;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Sums over members do not depend on how they are added. */
class MemberSumsTest {

  /** Plain sums and exact ones are two ways to the same number. */
  @Test
  void areTheSameHoweverTheyAreKept() {
    SplittableRandom random = new SplittableRandom(4);
    MemberSums plain = new MemberSums(9, Int128.of(1_000_000));
    MemberSums exact = new MemberSums(9, Int128.of(Long.MAX_VALUE));
    assertThat(plain.areFor(60)).isTrue();
    assertThat(plain.areFor(Posting.LONGEST + 1)).isFalse();
    assertThat(exact.areFor(60)).isFalse();
    plain.makeRoom(60);
    for (int i = 0; i < 1000; i++) {
      int length = 2 + random.nextInt(58);
      int matches = 1 + random.nextInt(Math.min(9, length));
      long frequency = 1 + random.nextInt(1000);
      plain.addPlain(frequency);
      plain.weights()[length] += frequency * matches;
      plain.futureWeights()[length] += length % 3 == 0 ? frequency * matches : 0;
      exact.add(frequency, matches, length, length % 3 == 0);
    }

    assertThat(exact.weight()).isEqualTo(plain.weight());
    assertThat(exact.futureWeight()).isEqualTo(plain.futureWeight());
    assertThat(exact.frequency()).isEqualTo(plain.frequency());
  }
}

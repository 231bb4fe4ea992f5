package dev.kato.recall.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.recall.index.Posting;
import org.junit.jupiter.api.Test;

/** What is packed into a number comes out again, up to the last value that fits. */
class PackedMemberTest {

  private static final int[] INTS = {0, 1, 77, Integer.MAX_VALUE - 1, Integer.MAX_VALUE};

  @Test
  void aMember() {
    int[] lengths = {0, 1, Posting.LONGEST};
    for (int pattern : INTS) {
      for (int matches : lengths) {
        for (int future : lengths) {
          long member = PackedMember.of(pattern, matches, future);

          assertThat(PackedMember.pattern(member)).isEqualTo(pattern);
          assertThat(PackedMember.matches(member)).isEqualTo(matches);
          assertThat(PackedMember.future(member)).isEqualTo(future);
        }
      }
    }
    assertThat(PackedMember.fits(Posting.LONGEST)).isTrue();
    assertThat(PackedMember.fits(Posting.LONGEST + 1)).isFalse();
    assertThatThrownBy(() -> PackedMember.of(1, 1, Posting.LONGEST + 1))
        .isInstanceOf(AssertionError.class);
  }
}

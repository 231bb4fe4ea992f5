package dev.kato.recall.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What is packed into a number comes out again, up to the last value that fits. */
class PostingTest {

  @Test
  void aPosting() {
    for (int pattern : new int[] {0, 1, Posting.MOST_PATTERNS - 1}) {
      for (int position : new int[] {0, 1, Posting.LONGEST - 1}) {
        int posting = Posting.of(pattern, position);

        assertThat(posting).isNotNegative();
        assertThat(Posting.pattern(posting)).isEqualTo(pattern);
        assertThat(Posting.position(posting)).isEqualTo(position);
      }
    }
    assertThatThrownBy(() -> Posting.of(Posting.MOST_PATTERNS, 0))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> Posting.of(0, Posting.LONGEST)).isInstanceOf(AssertionError.class);
  }

  @Test
  void postingsOfPatternsThatDoNotFitAreRefused() {
    int[] tooLong = {0, Posting.LONGEST + 1};

    assertThatThrownBy(() -> Postings.of(1, tooLong, new int[Posting.LONGEST + 1], 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

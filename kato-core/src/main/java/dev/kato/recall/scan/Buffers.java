package dev.kato.recall.scan;

import dev.kato.recall.align.PairMatcher;
import dev.kato.recall.align.PairMemo;
import dev.kato.recall.base.HeapBytes;
import org.jspecify.annotations.Nullable;

/**
 * The large arrays a scan works in, kept from one question to the next so that none is made per
 * pattern. Used by one thread at a time.
 */
final class Buffers {

  /** Members beyond this many are not worth keeping memory for. */
  private static final int KEPT = 1 << 15;

  /** The arrays that do not grow with what is found: window, memo and outcomes, rounded up. */
  private static final long FIXED_BYTES = 1 << 20;

  private final Contenders contenders = new Contenders();
  private final PairMemo memo = new PairMemo();
  private final PairMatcher matcher = new PairMatcher();
  private @Nullable PairWindow window;
  private final Outcomes outcomes = new Outcomes();
  private long[] members = new long[1024];

  /** Whether a scan has these; two at once would spoil each other's. */
  private boolean lent;

  /** These, for a scan to work in until it {@linkplain #giveBack gives them back}. */
  Buffers lend() {
    assert !lent && contenders.count() == 0;
    lent = true;
    return this;
  }

  Contenders contenders() {
    return contenders;
  }

  PairMemo memo() {
    return memo;
  }

  PairMatcher matcher() {
    return matcher;
  }

  long[] members() {
    return members;
  }

  /** Takes back what a question has grown, unless it has become large. */
  void giveBack(long[] grown) {
    assert lent;
    lent = false;
    if (grown.length <= KEPT) {
      members = grown;
    }
    contenders.giveBack();
  }

  long heapBytes() {
    return FIXED_BYTES + contenders.heapBytes() + HeapBytes.longs(members.length);
  }

  Outcomes outcomes() {
    return outcomes;
  }

  /** Made when it is first needed: recall from small knowledge bases never does. */
  PairWindow window() {
    if (window == null) {
      window = new PairWindow();
    }
    return window;
  }
}

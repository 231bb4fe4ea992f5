package dev.kato.recall.scan;

import dev.kato.recall.align.PairMatcher;
import dev.kato.recall.align.PairMemo;
import org.jspecify.annotations.Nullable;

/**
 * The large arrays a scan works in, kept from one question to the next so that none is made per
 * pattern. Used by one thread at a time.
 */
final class Buffers {

  /** Members beyond this many are not worth keeping memory for. */
  private static final int KEPT = 1 << 21;

  private final Contenders contenders = new Contenders();
  private final PairMemo memo = new PairMemo();
  private final PairMatcher matcher = new PairMatcher();
  private @Nullable PairWindow window;
  private final Outcomes outcomes = new Outcomes();
  private long[] members = new long[1024];

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

  void keep(long[] grown) {
    if (grown.length <= KEPT) {
      members = grown;
    }
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

package dev.kato.recall.index;

import java.util.ArrayList;
import java.util.List;

/** Which parts are merged next: eight of similar size, or one with many removed patterns. */
class MergePolicy {

  private static final int FAN_IN = 8;

  /** Most symbols, repeats counted, of a part made of several. */
  private static final int MOST_SYMBOLS = 1 << 28;

  private final int tailCapacity;

  /**
   * A policy.
   *
   * @param tailCapacity how many patterns a part has that was not merged
   */
  MergePolicy(int tailCapacity) {
    this.tailCapacity = tailCapacity;
  }

  /** The parts to merge now; empty when all is well. */
  List<Part> next(List<Part> sealed) {
    List<Part> raw = sealed.stream().filter(part -> part.block().postings() == null).toList();
    if (!raw.isEmpty()) {
      return atMost(raw);
    }
    for (Part part : sealed) {
      if (part.living() < part.block().count() / 2) {
        return List.of(part);
      }
    }
    for (int least = tailCapacity; least < Posting.MOST_PATTERNS; least *= FAN_IN) {
      List<Part> level = level(sealed, least, least * FAN_IN);
      if (level.size() == FAN_IN) {
        return level;
      }
    }
    return List.of();
  }

  private List<Part> level(List<Part> sealed, int least, int limit) {
    return atMost(
        sealed.stream()
            .filter(part -> part.block().count() >= least || least == tailCapacity)
            .filter(part -> part.block().count() < limit)
            .toList());
  }

  /** The first eight that together are not too large. */
  private static List<Part> atMost(List<Part> parts) {
    List<Part> chosen = new ArrayList<>();
    int patterns = 0;
    long symbols = 0;
    for (Part part : parts) {
      Block block = part.block();
      boolean fits =
          patterns + block.count() <= Posting.MOST_PATTERNS
              && symbols + block.start(block.count()) <= MOST_SYMBOLS;
      if (chosen.isEmpty() || (fits && chosen.size() < FAN_IN)) {
        chosen.add(part);
        patterns += block.count();
        symbols += block.start(block.count());
      }
    }
    return chosen;
  }
}

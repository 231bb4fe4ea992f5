package dev.kato.recall;

/**
 * As {@link VersionedLongs}, of sums that may exceed a long. The upper halves take no room until
 * one does.
 */
final class VersionedSums {

  private final VersionedLongs lows = new VersionedLongs();
  private final VersionedLongs highs = new VersionedLongs();

  /** A version that stays as it is. */
  @SuppressWarnings("ArrayRecordComponent")
  record Frozen(long[][] lows, long[][] highs) {

    /** 0 beyond the end. */
    Int128 get(int index) {
      return new Int128(VersionedLongs.get(highs, index), VersionedLongs.get(lows, index));
    }
  }

  Frozen freeze() {
    return new Frozen(lows.freeze(), highs.freeze());
  }

  Int128 get(int index) {
    return new Int128(highs.get(index), lows.get(index));
  }

  /** Makes what room {@link #set} will need. */
  void prepare(int index, Int128 value) {
    lows.prepare(index);
    if (value.high() != highs.get(index)) {
      highs.prepare(index);
    }
  }

  void set(int index, Int128 value) {
    lows.set(index, value.low());
    if (value.high() != highs.get(index)) {
      highs.set(index, value.high());
    }
  }

  long heapBytes() {
    return lows.heapBytes() + highs.heapBytes();
  }
}

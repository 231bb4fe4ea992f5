package dev.kato.recall.base;

/**
 * As {@link VersionedLongs}, of sums that may exceed a long. The upper halves take no room until
 * one does.
 */
public final class VersionedSums {

  private final VersionedLongs lows = new VersionedLongs();
  private final VersionedLongs highs = new VersionedLongs();

  /** A version that stays as it is. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Frozen(long[][] lows, long[][] highs) {

    /** Whether there are only lower halves. */
    public boolean areLow() {
      return highs.length == 0;
    }

    /** The lower half, without a sign. */
    public long low(int index) {
      return VersionedLongs.get(lows, index);
    }

    /** 0 beyond the end. */
    public Int128 get(int index) {
      return new Int128(VersionedLongs.get(highs, index), VersionedLongs.get(lows, index));
    }
  }

  public Frozen freeze() {
    return new Frozen(lows.freeze(), highs.freeze());
  }

  /** Makes what room {@link #add} will need, if that comes before the next version. */
  public void prepare(int index, Int128 more) {
    lows.prepare(index);
    if (moreHigh(index, more) != 0) {
      highs.prepare(index);
    }
  }

  /** Adds to a sum, which must not become negative; there must be room. */
  public void add(int index, Int128 more) {
    long high = moreHigh(index, more);
    lows.write(index, lows.get(index) + more.low());
    if (high != 0) {
      highs.write(index, highs.get(index) + high);
    }
    assert highs.get(index) >= 0 : index;
  }

  /** What must be added to the upper half. */
  private long moreHigh(int index, Int128 more) {
    return more.high() + Int128.carry(lows.get(index) + more.low(), more.low());
  }

  public long heapBytes() {
    return lows.heapBytes() + highs.heapBytes();
  }
}

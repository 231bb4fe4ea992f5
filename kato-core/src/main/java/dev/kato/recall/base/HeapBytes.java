package dev.kato.recall.base;

/** Sizes of objects on a 64-bit virtual machine with compressed references. */
public final class HeapBytes {

  private static final int HEADER = 16;

  private HeapBytes() {}

  public static long ints(int[] array) {
    return HEADER + 4L * array.length;
  }

  public static long longs(int length) {
    return HEADER + 8L * length;
  }

  public static long references(int length) {
    return HEADER + 4L * length;
  }

  /** A string and its characters, one byte each where Latin-1 does. */
  public static long text(String text) {
    boolean latin = text.chars().allMatch(unit -> unit < 0x100);
    return 24 + ((HEADER + (latin ? 1L : 2L) * text.length() + 7) & ~7L);
  }
}

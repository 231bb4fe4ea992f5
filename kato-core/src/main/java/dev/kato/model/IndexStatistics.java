package dev.kato.model;

/**
 * The indexes of knowledge bases that are in memory.
 *
 * @param users whose index is loaded
 * @param patterns in all of them
 * @param bytes of heap they take, and what recalls keep to work in, estimated
 * @param loads since the start, those that ended well
 * @param evictions since the start
 * @param loading what is on its way into memory now
 */
public record IndexStatistics(
    long users, long patterns, long bytes, long loads, long evictions, Loading loading) {

  /**
   * The indexes that are on their way into memory.
   *
   * @param users whose index that is
   * @param done patterns and other changes that were read so far
   * @param expected patterns there are to read
   */
  public record Loading(long users, long done, long expected) {}
}

package dev.kato.cli.transfer;

/** Hears how far a transfer has come. */
@FunctionalInterface
public interface Progress {

  /** Tells nobody. */
  Progress SILENT = (done, total) -> {};

  /**
   * So many lines are done.
   *
   * @param total of so many; 0 when it is not known
   */
  void at(long done, long total);
}

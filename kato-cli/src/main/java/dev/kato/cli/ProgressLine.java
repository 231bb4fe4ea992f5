package dev.kato.cli;

import dev.kato.cli.transfer.Progress;
import java.io.PrintWriter;
import java.util.Locale;

/** Shows progress on one line of a terminal; silent when there is no terminal. */
final class ProgressLine implements Progress, AutoCloseable {

  private static final int WIDTH = 30;
  private static final long EVERY_NANOS = 100_000_000;

  private final PrintWriter out;
  private final boolean terminal;
  private long shownAt = System.nanoTime() - EVERY_NANOS;
  private boolean shown;

  /** Shows on {@code out} if this process has a terminal. */
  ProgressLine(PrintWriter out) {
    this(out, System.console() != null);
  }

  ProgressLine(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void at(long done, long total) {
    long now = System.nanoTime();
    if (!terminal || (now - shownAt < EVERY_NANOS && done != total)) {
      return;
    }
    shownAt = now;
    shown = true;
    out.print("\r" + (total == 0 ? done + " lines" : bar(done, total)));
    out.flush();
  }

  private static String bar(long done, long total) {
    int filled = (int) (WIDTH * done / total);
    return String.format(
        Locale.ROOT, "[%s%s] %d/%d", "#".repeat(filled), " ".repeat(WIDTH - filled), done, total);
  }

  /** Ends the line; what is printed next stands below it. */
  void end() {
    if (shown) {
      shown = false;
      out.println();
    }
  }

  @Override
  public void close() {
    end();
  }
}

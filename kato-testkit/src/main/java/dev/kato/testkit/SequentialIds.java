package dev.kato.testkit;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Ids that count: {@code op-1}, {@code op-2} and so on. Safe for any number of threads. */
public final class SequentialIds implements Supplier<String> {

  private final String prefix;
  private final AtomicLong last = new AtomicLong();

  /** Ids that begin with {@code prefix}. */
  public SequentialIds(String prefix) {
    this.prefix = prefix;
  }

  @Override
  public String get() {
    return prefix + "-" + last.incrementAndGet();
  }
}

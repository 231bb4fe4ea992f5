package dev.kato.spi;

import dev.kato.model.StorageRefusedException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a store's operator what there is to mend: each kind of refusal when it is met, and then
 * once a minute, however many calls meet it. Thread-safe.
 */
public final class RefusalLog {

  private static final long PAUSE = Duration.ofMinutes(1).toNanos();

  /** A store has about ten; some name what they are about. */
  private static final int MOST_KINDS = 100;

  private final Logger log;
  private final LongSupplier nanoTime;
  private final Map<String, Long> told = new ConcurrentHashMap<>();

  /** Logs under the name of that store's class. */
  public RefusalLog(Class<?> store) {
    this(store, System::nanoTime);
  }

  RefusalLog(Class<?> store, LongSupplier nanoTime) {
    this.log = LoggerFactory.getLogger(store);
    this.nanoTime = nanoTime;
  }

  /** Logs it unless that was done lately; returns it, to be thrown. */
  public StorageRefusedException report(StorageRefusedException refusal) {
    String kind = String.valueOf(refusal.getMessage());
    if (isDue(kind)) {
      log.warn("{}. This does not pass by itself", kind);
      log.debug("The refusal in full", refusal);
    }
    return refusal;
  }

  private boolean isDue(String kind) {
    long now = nanoTime.getAsLong();
    Long last = told.get(kind);
    if (last == null) {
      return told.size() < MOST_KINDS && told.putIfAbsent(kind, now) == null;
    }
    return now - last >= PAUSE && told.replace(kind, last, now);
  }
}

package dev.kato.storage.redis;

import dev.kato.model.StorageRefusedException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator what there is to mend: each kind when it is met, and then once a minute. */
final class Refusals {

  private static final Logger log = LoggerFactory.getLogger(Refusals.class);
  private static final long PAUSE = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanoTime;
  private final Map<String, Long> told = new ConcurrentHashMap<>();

  Refusals() {
    this(System::nanoTime);
  }

  Refusals(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Logs it unless that was done lately; returns it, to be thrown. */
  StorageRefusedException report(StorageRefusedException refusal) {
    String kind = String.valueOf(refusal.getMessage());
    long now = nanoTime.getAsLong();
    Long last = told.get(kind);
    boolean mine =
        last == null
            ? told.putIfAbsent(kind, now) == null
            : now - last >= PAUSE && told.replace(kind, last, now);
    if (mine) {
      log.warn("{}. This does not pass by itself", kind);
    }
    return refusal;
  }
}

package dev.kato.server;

import dev.kato.Kato;
import dev.kato.model.KatoException;
import dev.kato.model.UserId;
import dev.kato.spi.Storage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done before a server says that it is ready: it warms up, for a bounded time, and loads
 * the knowledge bases that it was told to, however long that takes. Thread-safe.
 */
final class Preparation implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Preparation.class);

  private static final long RETRY_MILLIS = 1000;

  private final Duration warmUp;
  private final List<UserId> preloaded;
  private final CountDownLatch loaded = new CountDownLatch(1);
  private final Kato kato;
  private final Thread warming;
  private final Thread loading;
  private volatile boolean warm;
  private volatile long begun;

  /** For this memory, with what the settings say. */
  Preparation(Kato kato, Storage storage, Settings settings) {
    this(
        kato,
        settings.preloaded(),
        settings.warmUp(),
        () -> new WarmUp(storage, settings).run(settings.warmUp()));
  }

  /**
   * With a warm-up of its own.
   *
   * @param work ends by itself; if not, or too late, it is not waited for
   */
  Preparation(Kato kato, List<UserId> preloaded, Duration warmUp, Runnable work) {
    this.kato = kato;
    this.preloaded = preloaded;
    this.warmUp = warmUp;
    this.warming = daemon("kato-warm-up", () -> warm(work));
    this.loading = daemon("kato-preload", this::preload);
  }

  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Begins; to be called once. */
  void begin() {
    begun = System.nanoTime();
    if (warmUp.isZero()) {
      warm = true;
    } else {
      warming.start();
    }
    if (preloaded.isEmpty()) {
      loaded.countDown();
    } else {
      loading.start();
    }
  }

  /** Whether all is done, or has had its time. */
  boolean isOver() {
    boolean warmEnough = warm || System.nanoTime() - begun >= warmUp.toNanos();
    return warmEnough && loaded.getCount() == 0;
  }

  private void warm(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.warn("could not warm up: {}", e.toString());
    }
    warm = true;
  }

  private void preload() {
    try {
      for (int i = 0; i < preloaded.size(); i++) {
        long start = System.nanoTime();
        load(preloaded.get(i));
        log.info(
            "loaded knowledge base {} of {} in {} ms",
            i + 1,
            preloaded.size(),
            (System.nanoTime() - start) / 1_000_000);
      }
      loaded.countDown();
    } catch (InterruptedException e) {
      // The server stops before it was ready.
      Thread.currentThread().interrupt();
    }
  }

  /** Until it succeeds: a server that is told to have it loaded is not ready without. */
  private void load(UserId user) throws InterruptedException {
    boolean done = false;
    while (!done) {
      try {
        kato.knowledgeBase(user.value()).load();
        done = true;
      } catch (KatoException e) {
        log.warn("could not load a knowledge base, will try again: {}", e.getMessage());
        Thread.sleep(RETRY_MILLIS);
      }
    }
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    warming.interrupt();
    loading.interrupt();
  }
}

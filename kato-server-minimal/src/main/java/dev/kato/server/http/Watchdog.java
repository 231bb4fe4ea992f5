package dev.kato.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Ends what nobody waits for, by interrupting its thread: work that changes nothing whose client
 * has closed its connection, and answers that a client does not read. Thread-safe.
 */
public final class Watchdog implements AutoCloseable {

  private static final Duration PERIOD = Duration.ofSeconds(1);

  /** Most requests are over before it is worth while to look whether somebody waits for them. */
  private static final long WORTH_LOOKING = Duration.ofMillis(900).toNanos();

  private final long longestWrite;
  private final LongSupplier nanoTime;
  private final Supplier<Optional<ConnectionTable>> connections;
  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final Thread thread = new Thread(this::run, "kato-watchdog");

  /**
   * Watches from now on.
   *
   * @param longestWrite how long a client may take to read what is written to it at once
   */
  public Watchdog(Duration longestWrite) {
    this(longestWrite, System::nanoTime, ConnectionTable::read);
    thread.setDaemon(true);
    thread.start();
  }

  /** Looks only when it is told to. */
  Watchdog(
      Duration longestWrite,
      LongSupplier nanoTime,
      Supplier<Optional<ConnectionTable>> connections) {
    this.longestWrite = longestWrite.toNanos();
    this.nanoTime = nanoTime;
    this.connections = connections;
  }

  /** Watches what the current thread does for a client, until it is closed. */
  Watch watch(InetSocketAddress client) {
    Watch watch = new Watch(client);
    watches.add(watch);
    return watch;
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(PERIOD.toMillis());
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Interrupts what nobody waits for. */
  void look() {
    long now = nanoTime.getAsLong();
    watches.forEach(watch -> watch.endIfStuck(now));
    if (watches.stream().anyMatch(watch -> watch.isWorthLooking(now))) {
      connections
          .get()
          .ifPresent(
              table ->
                  watches.stream()
                      .filter(watch -> watch.isWorthLooking(now) && table.isGone(watch.client))
                      .forEach(Watch::endIfAbandonable));
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  /** One request's thread. */
  final class Watch implements AutoCloseable {
    private final InetSocketAddress client;
    private final Thread worker = Thread.currentThread();
    private final long since = nanoTime.getAsLong();
    private boolean abandonable;
    private boolean interrupted;
    private boolean writing;
    private long writingSince;

    private Watch(InetSocketAddress client) {
      this.client = client;
    }

    /** Whether what is done from now on may be given up at any moment. */
    synchronized void abandonable(boolean may) {
      abandonable = may;
    }

    private synchronized boolean isWorthLooking(long now) {
      return abandonable && now - since >= WORTH_LOOKING;
    }

    private synchronized void endIfAbandonable() {
      if (abandonable) {
        interrupt();
      }
    }

    private synchronized void endIfStuck(long now) {
      if (writing && now - writingSince >= longestWrite) {
        interrupt();
      }
    }

    private void interrupt() {
      interrupted = true;
      worker.interrupt();
    }

    private synchronized void writing(boolean begins) {
      writing = begins;
      writingSince = nanoTime.getAsLong();
    }

    /** The same stream; a client that does not read what is written to it has it closed. */
    OutputStream over(OutputStream out) {
      return new Watched(out);
    }

    /** Over: the thread is not interrupted any more. */
    @Override
    public synchronized void close() {
      watches.remove(this);
      abandonable = false;
      writing = false;
      if (interrupted) {
        // It was meant for this request, not for the next one of the thread.
        Thread.interrupted();
      }
    }

    private final class Watched extends OutputStream {
      private final OutputStream out;

      private Watched(OutputStream out) {
        this.out = out;
      }

      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int count) throws IOException {
        timed(() -> out.write(bytes, from, count));
      }

      @Override
      public void flush() throws IOException {
        timed(out::flush);
      }

      @Override
      public void close() throws IOException {
        timed(out::close);
      }

      private void timed(Step step) throws IOException {
        writing(true);
        try {
          step.run();
        } finally {
          writing(false);
        }
      }
    }
  }

  private interface Step {
    void run() throws IOException;
  }
}

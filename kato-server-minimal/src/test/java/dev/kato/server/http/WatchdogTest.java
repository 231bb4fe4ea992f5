package dev.kato.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.server.http.Watchdog.Watch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nobody works for long for who has gone, or writes for long to who does not read. */
class WatchdogTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AtomicLong now = new AtomicLong();
  private final Watchdog watchdog = new Watchdog(PATIENCE, now::get, ConnectionTable::read);

  @AfterEach
  void isNotInterruptedForGood() {
    assertThat(Thread.interrupted()).isFalse();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private static boolean isInterrupted() {
    return Thread.currentThread().isInterrupted();
  }

  @Test
  void whatChangesNothingEndsWhenItsClientHasClosedItsConnection() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
      try (Socket accepted = server.accept();
          Watch watch = watchdog.watch((InetSocketAddress) accepted.getRemoteSocketAddress())) {
        watch.abandonable(true);
        pass(Duration.ofSeconds(5));
        watchdog.look();
        assertThat(isInterrupted()).isFalse();

        client.close();

        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isInterrupted() && System.nanoTime() < end) {
          watchdog.look();
        }
        assertThat(isInterrupted()).isTrue();
      }
    }
  }

  @Test
  void whatMayChangeSomethingGoesOn() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
      try (Socket accepted = server.accept();
          Watch watch = watchdog.watch((InetSocketAddress) accepted.getRemoteSocketAddress())) {
        watch.abandonable(false);
        client.close();
        pass(Duration.ofMinutes(5));

        watchdog.look();

        assertThat(isInterrupted()).isFalse();
      }
    }
  }

  @Test
  void aWriteThatIsNotReadEndsAfterItsTimeAndOthersDoNot() throws IOException {
    try (Watch watch = watchdog.watch(new InetSocketAddress("127.0.0.1", 1))) {
      OutputStream stuck =
          watch.over(
              new OutputStream() {
                @Override
                public void write(int b) {
                  pass(PATIENCE.minusNanos(1));
                  watchdog.look();
                  assertThat(isInterrupted()).isFalse();
                  pass(Duration.ofNanos(1));
                  watchdog.look();
                }
              });
      OutputStream fine = watch.over(new ByteArrayOutputStream());

      fine.write(1);
      pass(PATIENCE);
      watchdog.look();
      assertThat(isInterrupted()).isFalse();

      stuck.write(1);
      assertThat(isInterrupted()).isTrue();
    }
  }
}

package dev.kato.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.model.StorageUnavailableException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FaultsTest {

  /** A store of one number. */
  interface Counter extends AutoCloseable {

    int increment();

    @Override
    void close();
  }

  private static final class PlainCounter implements Counter {

    private int count;
    private boolean closed;

    @Override
    public int increment() {
      if (closed) {
        throw new IllegalStateException("closed");
      }
      return ++count;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private final PlainCounter plain = new PlainCounter();
  private final Faults faults = new Faults();
  private final Counter counter = faults.around(Counter.class, plain);

  @Test
  void withoutFaultsNothingIsDifferent() {
    assertThat(counter.increment()).isEqualTo(1);
    counter.close();
    assertThatThrownBy(counter::increment).isExactlyInstanceOf(IllegalStateException.class);
  }

  @Test
  void aFailureBeforeHasNoEffect() {
    faults.failBefore("increment", 2);
    assertFails();
    assertFails();
    assertThat(counter.increment()).isEqualTo(1);
  }

  @Test
  void aFailureAfterHasItsEffect() {
    faults.failAfter("increment", 1);
    assertFails();
    assertThat(counter.increment()).isEqualTo(2);
  }

  @Test
  void whatIsDisconnectedFailsUntilItIsReconnected() {
    faults.disconnect();
    assertFails();
    faults.reconnect();
    assertThat(counter.increment()).isEqualTo(1);
  }

  @Test
  void anInterruptEndsADelay() {
    faults.delay("increment", Duration.ofHours(1));
    Thread.currentThread().interrupt();
    assertFails();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(plain.count).isZero();
  }

  private void assertFails() {
    assertThatThrownBy(counter::increment).isInstanceOf(StorageUnavailableException.class);
  }
}

package dev.kato;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.kato.model.Event;
import dev.kato.model.PatternName;
import dev.kato.model.SessionId;
import dev.kato.model.UserId;
import dev.kato.spi.KatoListener;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a listener throws, what it was told of goes on. */
class SafeListenerTest {

  private static final SessionId SESSION = new SessionId("s");
  private static final UserId USER = new UserId("u");
  private static final PatternName NAME = PatternName.of(List.of(Event.of("a", "b")));

  private static Stream<Throwable> whatItThrows() {
    return Stream.of(
        new IllegalStateException("x"),
        new NoClassDefFoundError("x"),
        new AssertionError("x"),
        new IOException("x"),
        new StackOverflowError());
  }

  @ParameterizedTest
  @MethodSource
  void whatItThrows(Throwable thrown) {
    SafeListener listener = new SafeListener(new Throwing(thrown));

    assertThatCode(
            () -> {
              listener.sessionCreated(SESSION, USER, Instant.EPOCH);
              listener.sessionDeleted(SESSION, Instant.EPOCH);
              listener.sessionExpired(SESSION, Instant.EPOCH);
              listener.patternLearned(USER, NAME, SESSION, Instant.EPOCH);
            })
        .doesNotThrowAnyException();
    assertThat(listener.timed(KatoListener.Operation.LEARN, () -> "answer")).isEqualTo("answer");
  }

  private record Throwing(Throwable thrown) implements KatoListener {

    private void doThrow() {
      doThrow(thrown);
    }

    /** As other languages on the JVM do, without declaring it. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void doThrow(Throwable thrown) throws T {
      throw (T) thrown;
    }

    @Override
    public void sessionCreated(SessionId session, UserId user, Instant at) {
      doThrow();
    }

    @Override
    public void sessionDeleted(SessionId session, Instant at) {
      doThrow();
    }

    @Override
    public void sessionExpired(SessionId session, Instant at) {
      doThrow();
    }

    @Override
    public void patternLearned(UserId user, PatternName name, SessionId session, Instant at) {
      doThrow();
    }

    @Override
    public void operationDone(Operation operation, long nanos, boolean succeeded) {
      doThrow();
    }
  }
}

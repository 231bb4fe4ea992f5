package dev.kato.spi;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.kato.model.StorageRefusedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RefusalLogTest {

  private final AtomicLong now = new AtomicLong(-5);
  private final RefusalLog refusals = new RefusalLog(RefusalLogTest.class, now::get);
  private final StorageRefusedException password = refusal("wrong password");
  private final Logger logger = (Logger) LoggerFactory.getLogger(RefusalLogTest.class);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  private static StorageRefusedException refusal(String problem) {
    return new StorageRefusedException("redis", problem, null);
  }

  @BeforeEach
  void listen() {
    logged.start();
    logger.addAppender(logged);
  }

  @AfterEach
  void listenNoMore() {
    logger.detachAppender(logged);
  }

  private List<String> warnings() {
    return logged.list.stream()
        .filter(event -> event.getLevel().toString().equals("WARN"))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Test
  void eachKindIsToldOnceAMinute() {
    for (int i = 0; i < 100; i++) {
      assertThat(refusals.report(password)).isSameAs(password);
      refusals.report(refusal("no such database"));
    }
    assertThat(warnings())
        .containsExactly(
            "redis refuses to serve: wrong password. This does not pass by itself",
            "redis refuses to serve: no such database. This does not pass by itself");

    now.addAndGet(Duration.ofMinutes(1).toNanos() - 1);
    refusals.report(password);
    assertThat(warnings()).hasSize(2);
    now.incrementAndGet();
    refusals.report(password);
    refusals.report(password);
    assertThat(warnings()).hasSize(3);
  }

  @Test
  void kindsWithoutEndTakeNoRoomWithoutEnd() {
    for (int i = 0; i < 1000; i++) {
      refusals.report(refusal("collection " + i + " is not as it must be"));
    }

    assertThat(warnings()).hasSize(100);
  }
}

package dev.kato.storage.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.kato.model.FloatVector;
import dev.kato.model.InvalidInputException;
import dev.kato.model.StorageRefusedException;
import dev.kato.model.StorageUnavailableException;
import dev.kato.model.UserId;
import dev.kato.storage.qdrant.testserver.QdrantTestServer;
import io.grpc.Status;
import io.qdrant.client.ValueFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** What passes by itself, and what an operator must mend. */
class QdrantRefusalTest {

  private static final UserId USER = new UserId("user");
  private static final FloatVector VECTOR = FloatVector.of(1, 2);
  private static final Map<String, FloatVector> VECTORS = Map.of("s", VECTOR);

  private final QdrantTestServer server = QdrantTestServer.start("secret");
  private final QdrantOptions options =
      QdrantOptions.of("localhost", server.port())
          .withApiKey("secret")
          .withTimeout(Duration.ofSeconds(30));
  private final QdrantVectorStore store = QdrantVectorStore.open(options);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(QdrantVectorStore.class);
  }

  @BeforeEach
  void start() {
    log.start();
    logger().addAppender(log);
    store.ping();
  }

  @AfterEach
  void stop() {
    logger().detachAppender(log);
    store.close();
    server.close();
  }

  private static void assertRefused(ThrowingCallable call, String problem) {
    assertThatThrownBy(call)
        .isInstanceOf(StorageRefusedException.class)
        .hasMessage("qdrant refuses to serve: " + problem);
  }

  private List<String> warnings() {
    return log.list.stream()
        .filter(event -> event.getLevel() == Level.WARN)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          UNAUTHENTICATED     | the API key is missing or wrong
          PERMISSION_DENIED   | the API key does not have the right to do this
          UNIMPLEMENTED       | it does not know a call, so it is no Qdrant 1.11 or newer
          INVALID_ARGUMENT    | its settings do not admit a request (INVALID_ARGUMENT)
          FAILED_PRECONDITION | its settings do not admit a request (FAILED_PRECONDITION)
          OUT_OF_RANGE        | its settings do not admit a request (OUT_OF_RANGE)
          """)
  void whatAnOperatorMustMendIsRefusedUntilThen(Status.Code code, String problem) {
    store.add(USER, VECTORS);
    server.refuse(code.toStatus().withDescription("no entry to 10.0.0.1 with key secret"));

    assertRefused(() -> store.count(USER), problem);
    assertRefused(() -> store.nearest(USER, VECTOR, 1), problem);
    assertRefused(() -> store.add(USER, Map.of("t", VECTOR)), problem);
    assertRefused(() -> store.clear(USER), problem);

    server.refuse(Status.OK);
    assertThat(store.count(USER)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      names = {"RESOURCE_EXHAUSTED", "INTERNAL", "ABORTED", "UNKNOWN", "CANCELLED", "UNAVAILABLE"})
  void whatMayPassIsUnavailable(Status.Code code) {
    server.refuse(code.toStatus().withDescription("no entry to 10.0.0.1"));

    try (QdrantVectorStore hasty =
        QdrantVectorStore.open(options.withTimeout(Duration.ofMillis(500)))) {
      assertThatThrownBy(() -> hasty.count(USER))
          .isInstanceOf(StorageUnavailableException.class)
          .hasMessageNotContaining("10.0.0.1");
    }
  }

  @Test
  void aWrongKeyIsFoundAtTheStartAlthoughHealthChecksNeedNone() {
    try (QdrantVectorStore wrong = QdrantVectorStore.open(options.withApiKey("wrong"));
        QdrantVectorStore without = QdrantVectorStore.open(options.withApiKey(null))) {
      assertRefused(wrong::ping, "the API key is missing or wrong");
      assertRefused(without::ping, "the API key is missing or wrong");
    }
  }

  @Test
  void aPingLooksCloselyAtTheStartAndAfterARefusalOnly() {
    int before = server.calls();
    store.ping();
    assertThat(server.calls() - before).as("after one that looked closely").isEqualTo(1);

    server.refuse(Status.PERMISSION_DENIED);
    assertThatThrownBy(() -> store.count(USER)).isInstanceOf(StorageRefusedException.class);
    assertThatThrownBy(store::ping).isInstanceOf(StorageRefusedException.class);
    server.refuse(Status.OK);
    store.ping();

    before = server.calls();
    store.ping();
    assertThat(server.calls() - before).as("once all is well again").isEqualTo(1);
  }

  @Test
  void theLogTellsEachRefusalOnce() {
    server.refuse(Status.PERMISSION_DENIED.withDescription("no entry to 10.0.0.1"));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> store.count(USER)).isInstanceOf(StorageRefusedException.class);
      assertThatThrownBy(store::ping).isInstanceOf(StorageRefusedException.class);
    }
    server.refuse(Status.UNAUTHENTICATED);
    assertThatThrownBy(() -> store.count(USER)).isInstanceOf(StorageRefusedException.class);

    assertThat(warnings())
        .containsExactly(
            "qdrant refuses to serve: the API key does not have the right to do this."
                + " This does not pass by itself",
            "qdrant refuses to serve: the API key is missing or wrong."
                + " This does not pass by itself");
  }

  @Test
  void twoInstancesThatMakeOneCollectionAtOnceWarnOfNothing() {
    server.before(
        "Collections/Create",
        () -> {
          try (QdrantVectorStore other = QdrantVectorStore.open(options)) {
            other.add(new UserId("other"), VECTORS);
          }
        });

    store.add(USER, VECTORS);

    assertThat(warnings()).isEmpty();
  }

  @Test
  void anOldServerIsRefusedBeforeAnythingIsMade() {
    server.setVersion("1.10.1");
    try (QdrantVectorStore fresh = QdrantVectorStore.open(options)) {
      assertRefused(() -> fresh.add(USER, VECTORS), "it is version 1.10, older than 1.11");
      assertRefused(fresh::ping, "it is version 1.10, older than 1.11");
    }
    assertThat(store.dimension(USER)).isEmpty();
  }

  @Test
  void theVersionIsAskedOnce() {
    try (QdrantVectorStore fresh = QdrantVectorStore.open(options)) {
      fresh.add(USER, VECTORS);
      server.setVersion("1.10.1");

      fresh.add(new UserId("other"), Map.of("s", FloatVector.of(1)));
    }
  }

  @Test
  void pointsThatAreNoVectorsOfOursAreRefused() {
    store.add(new UserId("other"), VECTORS);
    server.put("kato_2", Map.of("user", ValueFactory.value(USER.value())), 1, 2);

    assertRefused(() -> store.list(USER, "", 1), "a point has no symbol");
    assertRefused(() -> store.nearest(USER, VECTOR, 1), "a point has no symbol");
  }

  @Test
  void pointsWithoutAUsableVectorAreRefused() {
    store.add(new UserId("other"), VECTORS);
    server.put(
        "kato_2",
        Map.of("user", ValueFactory.value(USER.value()), "symbol", ValueFactory.value("s")));

    assertRefused(() -> store.nearest(USER, VECTOR, 1), "a point has no usable vector");
  }

  @Test
  void vectorsThatAreTooLargeForAnyServerAreWrongInput() {
    FloatVector large = FloatVector.of(new float[65_537]);

    assertThatThrownBy(() -> store.add(USER, Map.of("s", large)))
        .isInstanceOfSatisfying(
            InvalidInputException.class, e -> assertThat(e.field()).isEqualTo("vectors"));
    assertThat(store.nearest(USER, large, 1)).isEmpty();
  }
}

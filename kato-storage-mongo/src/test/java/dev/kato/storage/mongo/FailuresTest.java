package dev.kato.storage.mongo;

import static dev.kato.storage.mongo.Learnings.NOW;
import static dev.kato.storage.mongo.Learnings.learning;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.mongodb.MongoCredential;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoSocketWriteException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import com.mongodb.client.model.Updates;
import com.mongodb.connection.ServerConnectionState;
import com.mongodb.connection.ServerDescription;
import de.bwaldvogel.mongo.exception.MongoServerError;
import dev.kato.model.StorageRefusedException;
import dev.kato.model.StorageUnavailableException;
import dev.kato.model.UserId;
import dev.kato.spi.PatternStore;
import dev.kato.testkit.TcpProxy;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Which failures pass by themselves, and what an operator reads of them. */
class FailuresTest {

  private static final String SECRET = "s3cret";

  private final UserId user = new UserId("alice");
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(MongoPatternStore.class);
  private Wire wire;
  private MongoPatternStore store;

  @BeforeEach
  void open() {
    wire = new Wire();
    store = wire.open();
    store.learn(user, learning(), NOW);
    logged.start();
    logger.addAppender(logged);
  }

  @AfterEach
  void close() {
    logger.detachAppender(logged);
    wire.close();
  }

  @ParameterizedTest
  @CsvSource({
    "18, wrong credentials",
    "8000, wrong credentials",
    "13, the user has no rights to do this",
    "73, invalid name of the database",
    "121, a rule of the collection forbids a document",
    "123, 'it is no replica set, which linearizable reads need'",
    "148, its storage does not know majorities",
    "166, a collection is a view"
  })
  void whatAnOperatorMustMendIsARefusal(int code, String problem) {
    wire.refuse(command -> true, code, "of " + wire.server().uri());
    for (int i = 0; i < 3; i++) {
      assertThat(catchThrowable(() -> store.count(user)))
          .isInstanceOf(StorageRefusedException.class)
          .hasMessage("mongodb refuses to serve: " + problem);
      assertThat(catchThrowable(() -> store.learn(user, learning(), NOW)))
          .isInstanceOf(StorageRefusedException.class);
    }
    assertThat(logged.list).hasSize(1);
    assertThat(logged.list.get(0).getLevel()).isEqualTo(Level.WARN);
    assertThat(logged.list.get(0).getFormattedMessage()).contains(problem);

    wire.recover();
    assertThat(store.count(user)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "50, no answer in time",
    "10107, the server is not the primary",
    "11600, the server is not the primary",
    "6, error 6"
  })
  void whatMayPassByItselfIsUnavailable(int code, String problem) {
    wire.refuse(command -> true, code, "of " + wire.server().uri());
    assertThat(catchThrowable(() -> store.learn(user, learning(), NOW)))
        .isInstanceOf(StorageUnavailableException.class)
        .hasMessage("mongodb is unavailable: " + problem);
    assertThat(logged.list).isEmpty();
  }

  @Test
  void wrongCredentialsAreSaidSoAtOnce() {
    wire.server()
        .intercept(
            (command, query, next) -> {
              if (command.startsWith("sasl")) {
                throw new MongoServerError(18, "AuthenticationFailed", "Authentication failed.");
              }
              return next.get();
            });
    String uri =
        wire.server().uri().replace("mongodb://", "mongodb://kato:" + SECRET + "@") + "/admin";
    PatternStore locked =
        wire.open(MongoOptions.of(uri, "wire").withTimeout(Duration.ofSeconds(60)));
    long began = System.nanoTime();
    for (int i = 0; i < 2; i++) {
      Throwable failure = catchThrowable(() -> locked.count(user));
      assertThat(failure)
          .isInstanceOf(StorageRefusedException.class)
          .hasMessage("mongodb refuses to serve: wrong credentials");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(60));
    assertThat(logged.list)
        .filteredOn(event -> event.getLevel() == Level.WARN)
        .allSatisfy(event -> assertThat(event.getFormattedMessage()).doesNotContain(SECRET));
  }

  @ParameterizedTest
  @ValueSource(ints = {11600, 50})
  void aServerThatGoesWhileItChecksCredentialsMayComeBack(int code) {
    wire.server()
        .intercept(
            (command, query, next) -> {
              if (command.startsWith("sasl")) {
                throw new MongoServerError(code, "Shutdown", "of " + wire.server().uri());
              }
              return next.get();
            });
    PatternStore restarting = wire.open(withPassword(wire.server().port()));
    assertThat(catchThrowable(() -> restarting.count(user)))
        .isInstanceOf(StorageUnavailableException.class);
    assertThat(logged.list).isEmpty();
  }

  @Test
  void aConnectionThatIsLostWhileCredentialsAreCheckedMayComeBack() {
    MongoException lost = new MongoSocketReadException("lost", new ServerAddress("db.example", 1));
    MongoCredential credential = MongoCredential.createCredential("k", "d", new char[0]);
    assertThat(Failures.of(new MongoSecurityException(credential, "Exception", lost)))
        .isInstanceOf(StorageUnavailableException.class)
        .hasMessage("mongodb is unavailable: the connection was lost");
  }

  private static MongoOptions withPassword(int port) {
    return MongoOptions.of("mongodb://kato:" + SECRET + "@127.0.0.1:" + port + "/admin", "wire")
        .withTimeout(Duration.ofSeconds(5));
  }

  @Test
  void whyNoServerCouldBeFoundIsLookedForAmongTheServers() {
    ServerAddress address = new ServerAddress("db.example", 1);
    MongoTimeoutException timeout = new MongoTimeoutException("Timed out, " + address);
    ServerDescription silent = server(address, null);
    ServerDescription locked =
        server(
            address,
            new MongoSecurityException(
                MongoCredential.createCredential("k", "d", new char[0]), "no"));
    assertThat(Failures.of(timeout, List.of(silent, locked)))
        .isInstanceOf(StorageRefusedException.class)
        .hasMessage("mongodb refuses to serve: wrong credentials");
    assertThat(Failures.of(timeout, List.of(silent)))
        .isInstanceOf(StorageUnavailableException.class)
        .hasMessage("mongodb is unavailable: no connection");
  }

  private static ServerDescription server(ServerAddress address, @Nullable Throwable problem) {
    return ServerDescription.builder()
        .address(address)
        .state(ServerConnectionState.CONNECTING)
        .exception(problem)
        .build();
  }

  @Test
  void aServerThatIsNotThereIsSaidSo() {
    try (TcpProxy proxy = TcpProxy.to(wire.server().port())) {
      MongoOptions through =
          MongoOptions.of("mongodb://127.0.0.1:" + proxy.port(), "wire")
              .withTimeout(Duration.ofSeconds(1));
      PatternStore distant = wire.open(through);
      proxy.takeDown();
      assertThat(catchThrowable(() -> distant.count(user)))
          .isInstanceOf(StorageUnavailableException.class)
          .hasMessage("mongodb is unavailable: no connection");
    }
  }

  @Test
  void anUnknownFormatIsARefusal() {
    wire.collection(Heads.COLLECTION).updateOne(new BsonDocument(), Updates.set("v", 2));
    assertThat(catchThrowable(() -> store.count(user)))
        .isInstanceOf(StorageRefusedException.class)
        .hasMessage("mongodb refuses to serve: documents have format 2, not 1");
    assertThat(logged.list).hasSize(1);
  }

  @Test
  void aCertificateThatIsNotTrustedIsARefusal() {
    Exception untrusted = new SSLHandshakeException("PKIX path building failed");
    untrusted.initCause(new CertificateException("PKIX path building failed"));
    ServerAddress address = new ServerAddress("db.example", 1);
    assertThat(Failures.of(new MongoSocketWriteException("not sent", address, untrusted)))
        .isInstanceOf(StorageRefusedException.class)
        .hasMessage("mongodb refuses to serve: its certificate is not trusted");
  }

  @Test
  void aDocumentThatIsNotAsItMustBeIsARefusal() {
    wire.collection(MongoPatternStore.COLLECTION)
        .updateOne(new BsonDocument(), Updates.set("events", "a"));
    for (int i = 0; i < 2; i++) {
      assertThat(catchThrowable(() -> store.find(user, learning().name())))
          .isInstanceOf(StorageRefusedException.class)
          .hasMessage("mongodb refuses to serve: a document is not as it must be");
    }
    assertThat(logged.list).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a.b", "a/b", "a\\b", "a\"b", "$a", "a\u0000"})
  void aNameNoDatabaseCanHaveIsRefusedWhereItIsGiven(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MongoOptions.of("mongodb://localhost", name))
        .withMessageContaining("database");
  }

  @Test
  void aNameThatIsTooLongIsRefusedWhereItIsGiven() {
    MongoOptions.of("mongodb://localhost", "x".repeat(63));
    List.of("x".repeat(64), "é".repeat(32))
        .forEach(
            name ->
                assertThatIllegalArgumentException()
                    .isThrownBy(() -> MongoOptions.of("mongodb://localhost", name)));
  }
}

package dev.kato.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.StorageRefusedException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import java.io.IOException;
import java.security.cert.CertificateExpiredException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words of Redis 6.2 and 7, and what they mean. */
class FailuresTest {

  private static RedisConnectionException whileConnecting(Throwable cause) {
    return new RedisConnectionException("Unable to connect to secret-host:6379", cause);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NOAUTH Authentication required. | it wants a password",
        "NOAUTH HELLO must be called with the client already authenticated | it wants a password",
        "WRONGPASS invalid username-password pair or user is disabled."
            + " | the user or the password is wrong",
        "ERR invalid password | the user or the password is wrong",
        "ERR AUTH <password> called without any password configured for the default user."
            + " | a password is given, but it has none",
        "DENIED Redis is running in protected mode because protected mode is enabled"
            + " | it is in protected mode and serves its own machine only",
        "NOPERM this user has no permissions to run the 'evalsha' command"
            + " | the user lacks the right to a command",
        "NOPERM User kato has no permissions to access one of the keys used as arguments"
            + " | the user may not use these keys",
        "NOPERM No permissions to access a key | the user may not use these keys",
        "ERR DB index is out of range | it has no database of this number",
        "ERR invalid DB index | it has no database of this number",
        "ERR SELECT is not allowed in cluster mode | a cluster has no database of this number",
        "MOVED 3999 secret-host:6381 | it is part of a cluster, and this is no client for one",
        "ERR This instance has cluster support disabled"
            + " | it is no cluster, and this is a client for one",
        "WRONGTYPE Operation against a key holding the wrong kind of value"
            + " | a key with this prefix holds something else",
        "ERR Error running script (call to f_1): @user_script:5: WRONGTYPE Operation against"
            + " | a key with this prefix holds something else",
        "ERR unknown command `EVALSHA`, with args beginning with:"
            + " | it lacks a command that is needed",
      })
  void areRefusals(String words, String problem) {
    Throwable answer = new RedisCommandExecutionException(words);

    for (Throwable failure : new Throwable[] {answer, whileConnecting(answer)}) {
      assertThat(Failures.refusal(failure).orElseThrow())
          .isInstanceOf(StorageRefusedException.class)
          .hasMessage("redis refuses to serve: " + problem)
          .hasCause(failure);
      assertThat(Failures.mayPass(answer)).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "READONLY You can't write against a read only replica."
            + " | it is a replica, which takes no writes | true",
        "ERR Error running script (call to f_1): @user_script:9: -READONLY You can't write"
            + " | it is a replica, which takes no writes | true",
        "LOADING Redis is loading the dataset in memory | it is loading its data | true",
        "BUSY Redis is busy running a script. | a script keeps it busy | true",
        "MASTERDOWN Link with MASTER is down | its primary is away | true",
        "CLUSTERDOWN Hash slot not served | its cluster is not ready | true",
        "TRYAGAIN Multiple keys request during rehashing of slot | its cluster moves keys | true",
        "OOM command not allowed when used memory > 'maxmemory'. | its memory is full | false",
        "MISCONF Redis is configured to save RDB snapshots | it cannot write to its disk | false",
        "NOREPLICAS Not enough good replicas to write. | too few replicas follow it | false",
        "ERR max number of clients reached | it has too many clients | false",
        "ERR something that nobody has foreseen | the command failed | false",
      })
  void mayPass(String words, String problem, boolean atOnce) {
    Throwable answer = new RedisCommandExecutionException(words);

    assertThat(Failures.refusal(answer)).isEmpty();
    assertThat(Failures.unavailable(answer)).hasMessage("redis is unavailable: " + problem);
    assertThat(Failures.mayPass(answer)).isEqualTo(atOnce);
  }

  @Test
  void withoutAWordFromRedisThereIsNoConnection() {
    Throwable failure = whileConnecting(new IOException("reset"));

    assertThat(Failures.refusal(failure)).isEmpty();
    assertThat(Failures.mayPass(failure)).isTrue();
    assertThat(Failures.unavailable(failure)).hasMessage("redis is unavailable: no connection");
  }

  @Test
  void causesThatGoInACircleAreLookedAtOnce() {
    IOException failure = new IOException();
    failure.addSuppressed(new IOException(failure));

    assertThat(Failures.refusal(failure)).isEmpty();
  }

  @Test
  void aCertificateThatIsNotTrustedIsARefusal() {
    assertThat(Failures.refusal(whileConnecting(new CertificateExpiredException())))
        .get()
        .extracting(Throwable::getMessage)
        .isEqualTo("redis refuses to serve: its certificate is not trusted");
  }

  @Test
  void whatFuturesWrapIsUnwrapped() {
    IOException inner = new IOException();

    assertThat(Failures.cause(new ExecutionException(new CompletionException(inner))))
        .isSameAs(inner);
    assertThat(Failures.cause(whileConnecting(inner))).isInstanceOf(RedisConnectionException.class);
  }
}

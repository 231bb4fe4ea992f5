package dev.kato.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The bounds that the JDK's server has but does not set by itself. That it keeps them, once it is
 * told, is shown by clients that never finish their requests, in the tests of overload.
 */
class JdkServerTest {

  @ParameterizedTest
  @CsvSource({
    "sun.net.httpserver.maxReqTime, 10",
    "sun.net.httpserver.maxRspTime, 300",
    "sun.net.httpserver.idleInterval, 60",
    "sun.net.httpserver.maxIdleConnections, 2000",
    "jdk.httpserver.maxConnections, 10000"
  })
  void isToldItsBounds(String property, String value) {
    JdkServer.configure();

    assertThat(System.getProperty(property)).isEqualTo(value);
  }
}

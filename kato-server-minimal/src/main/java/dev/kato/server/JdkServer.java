package dev.kato.server;

import java.util.Map;

/** What the JDK's HTTP server needs to be told before its classes are loaded. */
final class JdkServer {

  private static final Map<String, String> PROPERTIES =
      Map.of(
          // Otherwise answers on connections kept open wait 40 ms for the client's acknowledgement.
          "sun.net.httpserver.nodelay", "true",
          "sun.net.httpserver.maxIdleConnections", "2000",
          "sun.net.httpserver.idleInterval", "60",
          "jdk.httpserver.maxConnections", "10000",
          // Seconds a client may take for its request, and we and it for the answer.
          "sun.net.httpserver.maxReqTime", "10",
          "sun.net.httpserver.maxRspTime", "300",
          "sun.net.httpserver.maxReqHeaders", "100");

  private JdkServer() {}

  static void configure() {
    PROPERTIES.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
  }
}

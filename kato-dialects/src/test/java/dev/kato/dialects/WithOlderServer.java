package dev.kato.dialects;

import dev.kato.server.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests of one class share a server that speaks all dialects. */
abstract class WithOlderServer {

  static TestServer kato;

  @BeforeAll
  static void start() {
    kato = OlderServer.start();
  }

  @AfterAll
  static void stop() {
    kato.close();
  }

  static V1Client user(String name) {
    return new V1Client(kato, "X-User-ID", name);
  }
}

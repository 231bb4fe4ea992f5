package dev.kato.server;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests of one class share a server. */
abstract class WithServer {

  static TestServer kato;

  @BeforeAll
  static void start() {
    kato = TestServer.start();
  }

  @AfterAll
  static void stop() {
    kato.close();
  }
}

package dev.kato.dialects;

import dev.kato.server.Dialect;
import dev.kato.server.TestServer;
import dev.kato.spi.Storage;
import java.time.Clock;
import java.util.List;

/** Test servers that speak all dialects. */
final class OlderServer {

  private static final List<Dialect> DIALECTS = List.of(new OlderClients());

  private OlderServer() {}

  static TestServer start(String... variables) {
    return TestServer.start(DIALECTS, variables);
  }

  static TestServer start(Storage storage, Clock clock, String... variables) {
    return TestServer.start(storage, clock, DIALECTS, variables);
  }
}

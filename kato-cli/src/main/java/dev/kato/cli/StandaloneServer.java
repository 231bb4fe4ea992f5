package dev.kato.cli;

import dev.kato.dialects.OlderClients;
import dev.kato.server.KatoServer;
import dev.kato.server.Settings;
import java.io.IOException;
import java.util.List;

/** The server with everything in it: every store that is configured, every dialect. */
public final class StandaloneServer {

  private StandaloneServer() {}

  /**
   * Starts it.
   *
   * @throws IllegalArgumentException naming the variable that is wrong
   * @throws IOException if the address cannot be had
   */
  public static KatoServer start(Settings settings) throws IOException {
    return KatoServer.start(
        settings, ConfiguredStores.open(settings.variables()), List.of(new OlderClients()));
  }
}

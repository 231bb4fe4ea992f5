package dev.kato.server;

import dev.kato.Kato;
import dev.kato.server.http.Gate;
import dev.kato.server.ops.Health;
import dev.kato.server.ops.MetricsReport;
import dev.kato.server.view.SessionUsers;

/**
 * What a dialect has to work with.
 *
 * @param kato the memory
 * @param settings what the server was started with
 * @param users whose the sessions are
 * @param gate counts the requests in flight
 * @param version of this build
 */
public record ServerContext(
    Kato kato,
    Settings settings,
    SessionUsers users,
    Health health,
    MetricsReport metrics,
    Gate gate,
    String version) {}

package dev.kato.cli.bench;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What load to put on a server.
 *
 * @param url of the server, without a path
 * @param apiKey if it wants one
 * @param users 1..sessions
 * @param sessions 1..100000, shared out among the users
 * @param connections requests at the same time, 1..1024
 * @param requests at most so many, at least 1
 * @param duration at most so long, 1 s to 10 minutes
 * @param keep whether users are left where they are
 */
public record LoadPlan(
    URI url,
    Optional<String> apiKey,
    int users,
    int sessions,
    int connections,
    long requests,
    Duration duration,
    boolean keep) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming what is out of range
   */
  public LoadPlan {
    check("sessions", sessions, 1, 100_000);
    check("users", users, 1, sessions);
    check("connections", connections, 1, 1024);
    check("requests", requests, 1, 1_000_000_000L);
    check("duration", duration.toSeconds(), 1, 600);
  }

  private static void check(String what, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(what + " must be " + min + ".." + max + ", was " + value);
    }
  }
}

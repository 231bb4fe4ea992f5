package dev.kato.cli.bench;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What load to put on a server.
 *
 * @param url of the server, without a path
 * @param apiKey if it wants one
 * @param users 1..sessions
 * @param sessions 1..100000, shared out among the users
 * @param patterns what each user knows before anything is measured, 0..100000
 * @param connections requests at the same time, 1..1024
 * @param rates requests per second, each 0..1000000, measured one after the other; 0 for as many as
 *     get answered
 * @param requests at most so many are measured at each rate, at least 1
 * @param warmUp as long as this, requests are made that are not measured, 0 s to 10 minutes
 * @param duration at most so long is measured at each rate, 1 s to 10 minutes
 * @param process of the server on this machine, to measure what it takes; empty not to
 * @param keep whether users are left where they are
 */
public record LoadPlan(
    URI url,
    Optional<String> apiKey,
    int users,
    int sessions,
    int patterns,
    int connections,
    List<Integer> rates,
    long requests,
    Duration warmUp,
    Duration duration,
    OptionalLong process,
    boolean keep) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming what is out of range
   */
  public LoadPlan {
    check("sessions", sessions, 1, 100_000);
    check("users", users, 1, sessions);
    check("patterns", patterns, 0, 100_000);
    check("connections", connections, 1, 1024);
    rates = List.copyOf(rates);
    check("number of rates", rates.size(), 1, 10);
    rates.forEach(rate -> check("rate", rate, 0, 1_000_000));
    check("requests", requests, 1, 1_000_000_000L);
    check("warm-up", warmUp.toSeconds(), 0, 600);
    check("duration", duration.toSeconds(), 1, 600);
    if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
      throw new IllegalArgumentException("url must begin with http:// or https://, was " + url);
    }
  }

  private static void check(String what, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(what + " must be " + min + ".." + max + ", was " + value);
    }
  }
}

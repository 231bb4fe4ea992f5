package dev.kato.benchmarks.accuracy;

import java.util.List;

/**
 * Something to forecast.
 *
 * @param context what came, oldest first
 * @param answers what then came within the horizon, which is their number
 * @param endCounts whether the end is an answer; otherwise only symbols are
 */
record Question(List<String> context, List<String> answers, boolean endCounts) {

  /** Whether an outcome can be an answer. */
  boolean allows(String outcome) {
    return endCounts || !outcome.equals(Trial.END);
  }
}

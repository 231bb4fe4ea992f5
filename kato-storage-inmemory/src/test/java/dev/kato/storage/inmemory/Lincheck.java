package dev.kato.storage.inmemory;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;

/**
 * Runs random steps of several threads and looks for an order of them, one after the other, that
 * explains every answer. The steps are the methods of a class that are operations of lincheck; each
 * run has an object of it to itself.
 */
final class Lincheck {

  private static final boolean EXTENDED = Boolean.getBoolean("kato.extended");

  private Lincheck() {}

  /** Threads that run as they happen to. */
  static void stress(Class<?> steps) {
    new StressOptions()
        .threads(3)
        .actorsBefore(2)
        .actorsPerThread(3)
        .actorsAfter(2)
        .iterations(EXTENDED ? 200 : 20)
        .invocationsPerIteration(EXTENDED ? 5000 : 300)
        .check(steps);
  }

  /** Threads that are switched between on purpose, at any access to what they share. */
  static void modelCheck(Class<?> steps) {
    new ModelCheckingOptions()
        .threads(2)
        .actorsBefore(0)
        .actorsPerThread(EXTENDED ? 3 : 2)
        .actorsAfter(1)
        .iterations(EXTENDED ? 100 : 8)
        .invocationsPerIteration(EXTENDED ? 1000 : 50)
        .check(steps);
  }
}

package dev.kato.testkit;

import dev.kato.spi.PatternStore;

/**
 * What every {@link PatternStore} must do, sentence by sentence of its Javadoc. A test class of the
 * store implements {@link #spec()} and inherits the tests.
 */
public interface PatternStoreContract
    extends PatternLearningContract,
        PatternReadingContract,
        PatternChangingContract,
        PatternIsolationContract,
        PatternChangesContract,
        PatternChangesConcurrencyContract,
        PatternLifecycleContract {

  /** How to get at the store; called for each test. */
  @Override
  StoreSpec<PatternStore> spec();
}

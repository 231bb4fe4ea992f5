package dev.kato.storage.inmemory;

import dev.kato.spi.PatternStore;
import dev.kato.testkit.Faults;
import dev.kato.testkit.PatternStoreContract;
import dev.kato.testkit.StoreSpec;

/** Through a decorator without faults, which so is shown to be transparent. */
class InMemoryPatternStoreTest extends PatternStoreContract {

  @Override
  protected StoreSpec<PatternStore> spec() {
    return StoreSpec.ofSeparate(
        () -> new Faults().around(PatternStore.class, InMemoryStorage.patterns()));
  }
}

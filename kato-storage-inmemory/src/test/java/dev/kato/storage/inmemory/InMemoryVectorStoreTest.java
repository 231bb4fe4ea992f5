package dev.kato.storage.inmemory;

import dev.kato.spi.VectorStore;
import dev.kato.testkit.StoreSpec;
import dev.kato.testkit.VectorStoreContract;

class InMemoryVectorStoreTest extends VectorStoreContract {

  @Override
  protected StoreSpec<VectorStore> spec() {
    return StoreSpec.ofSeparate(InMemoryStorage::vectors);
  }
}

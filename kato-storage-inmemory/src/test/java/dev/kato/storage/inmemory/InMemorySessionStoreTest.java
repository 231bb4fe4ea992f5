package dev.kato.storage.inmemory;

import dev.kato.spi.SessionStore;
import dev.kato.testkit.SessionStoreContract;
import dev.kato.testkit.StoreSpec;

class InMemorySessionStoreTest extends SessionStoreContract {

  @Override
  protected StoreSpec<SessionStore> spec() {
    return StoreSpec.ofSeparate(InMemoryStorage::sessions);
  }
}

package dev.kato.storage.redis;

import dev.kato.spi.SessionStore;
import dev.kato.testkit.SessionStoreContract;
import dev.kato.testkit.StoreSpec;

class RedisSessionStoreTest extends SessionStoreContract {

  @Override
  protected StoreSpec<SessionStore> spec() {
    RedisOptions options = RedisUnderTest.freshOptions();
    return StoreSpec.ofShared(() -> RedisSessionStore.open(options));
  }
}

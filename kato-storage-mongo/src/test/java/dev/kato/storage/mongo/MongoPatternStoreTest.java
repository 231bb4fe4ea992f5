package dev.kato.storage.mongo;

import dev.kato.spi.PatternStore;
import dev.kato.testkit.PatternStoreContract;
import dev.kato.testkit.StoreSpec;
import org.junit.jupiter.api.AfterEach;

class MongoPatternStoreTest extends PatternStoreContract {

  private final MongoOptions options = TestMongo.newDatabase();

  @Override
  protected StoreSpec<PatternStore> spec() {
    return StoreSpec.ofShared(() -> MongoPatternStore.connect(options));
  }

  @AfterEach
  void dropDatabase() {
    TestMongo.drop(options);
  }
}

package dev.kato.storage.mongo;

import dev.kato.spi.PatternStore;
import dev.kato.testkit.PatternStoreContract;
import dev.kato.testkit.StoreSpec;
import org.junit.jupiter.api.AfterAll;

class MongoPatternStoreTest implements PatternStoreContract {

  private static final MongoOptions OPTIONS = TestMongo.newDatabase();

  @Override
  public StoreSpec<PatternStore> spec() {
    return StoreSpec.ofShared(() -> MongoPatternStore.connect(OPTIONS));
  }

  @AfterAll
  static void dropDatabase() {
    TestMongo.drop(OPTIONS);
  }
}

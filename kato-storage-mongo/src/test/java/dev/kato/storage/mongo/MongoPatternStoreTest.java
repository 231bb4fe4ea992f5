package dev.kato.storage.mongo;

import dev.kato.spi.PatternStore;
import dev.kato.testkit.PatternStoreContract;
import dev.kato.testkit.StoreSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class MongoPatternStoreTest extends PatternStoreContract {

  private final List<MongoOptions> databases = new ArrayList<>();

  @Override
  protected StoreSpec<PatternStore> spec() {
    MongoOptions options = TestMongo.newDatabase();
    databases.add(options);
    return StoreSpec.ofShared(() -> MongoPatternStore.connect(options));
  }

  @AfterEach
  void dropDatabases() {
    databases.forEach(TestMongo::drop);
  }
}

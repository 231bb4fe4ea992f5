package dev.kato.storage.qdrant;

import dev.kato.spi.VectorStore;
import dev.kato.testkit.StoreSpec;
import dev.kato.testkit.VectorStoreContract;

class QdrantVectorStoreTest extends VectorStoreContract {

  @Override
  protected StoreSpec<VectorStore> spec() {
    QdrantOptions options = QdrantUnderTest.freshOptions();
    return StoreSpec.ofShared(() -> QdrantVectorStore.open(options));
  }
}

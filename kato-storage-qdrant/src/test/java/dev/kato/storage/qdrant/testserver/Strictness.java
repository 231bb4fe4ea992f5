package dev.kato.storage.qdrant.testserver;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.qdrant.client.grpc.Collections.StrictModeConfig;

/** Refuses what strict mode forbids, as Qdrant words it. */
final class Strictness {

  private final StrictModeConfig config;

  /** A config that is not enabled forbids nothing. */
  Strictness(StrictModeConfig config) {
    this.config = config;
  }

  void exact(boolean exact) {
    if (config.getEnabled()
        && exact
        && config.hasSearchAllowExact()
        && !config.getSearchAllowExact()) {
      throw forbidden("Exact search disabled!. Help: Set exact=false.");
    }
  }

  void limit(long limit) {
    if (config.getEnabled() && config.hasMaxQueryLimit() && limit > config.getMaxQueryLimit()) {
      throw forbidden("Limit exceeded " + limit + " > " + config.getMaxQueryLimit());
    }
  }

  void batch(long size) {
    if (config.getEnabled()
        && config.hasUpsertMaxBatchsize()
        && size > config.getUpsertMaxBatchsize()) {
      throw forbidden("Limit exceeded " + size + " > " + config.getUpsertMaxBatchsize());
    }
  }

  void filterOfRead(StoredCollections.Stored stored) {
    filter(config.hasUnindexedFilteringRetrieve(), config.getUnindexedFilteringRetrieve(), stored);
  }

  void filterOfUpdate(StoredCollections.Stored stored) {
    filter(config.hasUnindexedFilteringUpdate(), config.getUnindexedFilteringUpdate(), stored);
  }

  private void filter(boolean set, boolean unindexed, StoredCollections.Stored stored) {
    if (config.getEnabled() && set && !unindexed && !stored.tenantIndex) {
      throw forbidden(
          "Index required but not found for \"user\" of one of the following types: [keyword]."
              + " Help: Create an index for this key or use a different filter.");
    }
  }

  private static StatusRuntimeException forbidden(String what) {
    return Status.INVALID_ARGUMENT.withDescription("Bad request: " + what).asRuntimeException();
  }
}

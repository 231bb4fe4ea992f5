package dev.kato.storage.qdrant;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.kato.model.StorageRefusedException;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.HnswConfigDiff;
import io.qdrant.client.grpc.Collections.KeywordIndexParams;
import io.qdrant.client.grpc.Collections.PayloadIndexParams;
import io.qdrant.client.grpc.Collections.PayloadSchemaInfo;
import io.qdrant.client.grpc.Collections.PayloadSchemaType;
import io.qdrant.client.grpc.Collections.StrictModeConfig;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.FieldType;
import java.util.stream.Collectors;

/** What a collection must be like: {@code docs/qdrant-layout.md}. */
final class Schema {

  /** The largest vector a server takes. */
  static final int MAX_DIMENSION = 65_536;

  /** Links per node in the graph of one user; there is no graph over all users. */
  private static final int USER_LINKS = 16;

  private Schema() {}

  static CreateCollection collection(String name, int dimension) {
    return CreateCollection.newBuilder()
        .setCollectionName(name)
        .setVectorsConfig(
            VectorsConfig.newBuilder()
                .setParams(
                    VectorParams.newBuilder().setSize(dimension).setDistance(Distance.Euclid)))
        .setHnswConfig(HnswConfigDiff.newBuilder().setM(0).setPayloadM(USER_LINKS))
        .build();
  }

  static CreateFieldIndexCollection userIndex(String name) {
    return CreateFieldIndexCollection.newBuilder()
        .setCollectionName(name)
        .setWait(true)
        .setFieldName(Points.USER)
        .setFieldType(FieldType.FieldTypeKeyword)
        .setFieldIndexParams(
            PayloadIndexParams.newBuilder()
                .setKeywordIndexParams(KeywordIndexParams.newBuilder().setIsTenant(true)))
        .build();
  }

  static boolean hasUserIndex(CollectionInfo info) {
    PayloadSchemaInfo index = info.getPayloadSchemaMap().get(Points.USER);
    return index != null && index.getDataType() == PayloadSchemaType.Keyword;
  }

  /** Someone else's collection of that name, and a search that is not exact, give wrong answers. */
  static void check(String name, int dimension, CollectionInfo info) {
    VectorParams params = info.getConfig().getParams().getVectorsConfig().getParams();
    if (params.getSize() != dimension || params.getDistance() != Distance.Euclid) {
      throw Failures.refused("collection " + name + " has another size or distance", null);
    }
    StrictModeConfig strict = info.getConfig().getStrictModeConfig();
    if (strict.getEnabled() && strict.hasSearchAllowExact() && !strict.getSearchAllowExact()) {
      throw Failures.refused(
          "strict mode forbids exact search in collection "
              + name
              + ": search_allow_exact must be true",
          null);
    }
  }

  /** A refusal that names the limits a collection sets, of which one may be the reason. */
  static StorageRefusedException explained(
      String name, CollectionInfo info, StorageRefusedException refusal) {
    StrictModeConfig strict = info.getConfig().getStrictModeConfig();
    String limits =
        strict.getAllFields().keySet().stream()
            .map(FieldDescriptor::getName)
            .filter(setting -> !setting.equals("enabled"))
            .collect(Collectors.joining(", "));
    return strict.getEnabled() && !limits.isEmpty()
        ? Failures.refused(
            "a request to collection " + name + "; its strict mode limits " + limits, refusal)
        : refusal;
  }
}

package dev.kato.storage.mongo.testserver;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.memory.MemoryCollection;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A collection that looks only at the documents whose {@code _id} or {@code kb} a query names.
 * mongo-java-server looks at all of them unless a query consists of an index's fields only, which
 * with a hundred thousand patterns takes a hundred times as long as the rest of a request. The
 * documents of one {@code _id} never get another {@code kb}.
 */
final class IndexedCollection extends MemoryCollection {

  private static final List<String> FIELDS = List.of("_id", "kb");

  private final Map<Object, NavigableSet<Integer>> positions = new HashMap<>();

  IndexedCollection(
      MongoDatabase database, String name, CollectionOptions options, CursorRegistry cursors) {
    super(database, name, options, cursors);
  }

  private record Key(String field, String value) {}

  @Override
  protected Integer addDocumentInternal(Document document) {
    Integer position = super.addDocumentInternal(document);
    for (String field : FIELDS) {
      if (document.get(field) instanceof String value) {
        positions.computeIfAbsent(new Key(field, value), key -> new TreeSet<>()).add(position);
      }
    }
    return position;
  }

  @Override
  protected void removeDocument(Integer position) {
    Document document = getDocument(position);
    for (String field : FIELDS) {
      if (document.get(field) instanceof String value) {
        positions.computeIfPresent(
            new Key(field, value),
            (key, known) -> {
              known.remove(position);
              return known.isEmpty() ? null : known;
            });
      }
    }
    super.removeDocument(position);
  }

  @Override
  protected QueryResult matchDocuments(
      Document query, Document orderBy, int skip, int limit, int batchSize, Document projection) {
    for (String field : FIELDS) {
      Optional<String> named = named(field, query);
      if (named.isPresent()) {
        NavigableSet<Integer> known = positions.get(new Key(field, named.get()));
        return matchDocumentsFromStream(
            known == null
                ? List.<Document>of().stream()
                : known.stream().map(position -> getDocument(position)),
            query,
            orderBy,
            skip,
            limit,
            batchSize,
            projection);
      }
    }
    return super.matchDocuments(query, orderBy, skip, limit, batchSize, projection);
  }

  /** The one value that a document must have in a field to match. */
  private static Optional<String> named(String field, Document query) {
    if (query.get(field) instanceof String value) {
      return Optional.of(value);
    }
    Optional<String> both =
        parts(query, "$and").stream()
            .map(part -> named(field, part))
            .flatMap(Optional::stream)
            .findFirst();
    if (both.isPresent()) {
      return both;
    }
    List<Optional<String>> either =
        parts(query, "$or").stream().map(part -> named(field, part)).distinct().toList();
    return either.size() == 1 ? either.get(0) : Optional.empty();
  }

  private static List<Document> parts(Document query, String operator) {
    return query.get(operator) instanceof Collection<?> parts
        ? parts.stream().map(Document.class::cast).toList()
        : List.of();
  }
}

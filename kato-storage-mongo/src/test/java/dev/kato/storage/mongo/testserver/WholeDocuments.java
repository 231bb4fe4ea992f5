package dev.kato.storage.mongo.testserver;

import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.backend.memory.MemoryCollection;
import de.bwaldvogel.mongo.backend.memory.MemoryDatabase;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Answers with documents as they were at one time, as MongoDB does. mongo-java-server changes a
 * document in place, field by field, and answers with the document itself, which is put on the wire
 * later: a reader may get some fields from before a change and some from after it. So commands run
 * one after the other here, and what they answer is copied before the next one runs.
 *
 * <p>The data outlives a server, as if it was on a disk.
 */
final class WholeDocuments extends MemoryBackend {

  private final Object turn = new Object();
  private volatile Interceptor interceptor = (command, query, server) -> server.get();

  void intercept(Interceptor newInterceptor) {
    interceptor = newInterceptor;
  }

  @Override
  public Document handleCommand(Channel channel, String database, String command, Document query) {
    return interceptor.answer(
        command, query, () -> inTurn(() -> super.handleCommand(channel, database, command, query)));
  }

  private Document inTurn(Supplier<Document> handler) {
    synchronized (turn) {
      return Optional.ofNullable(handler.get()).map(Document::cloneDeeply).orElse(null);
    }
  }

  @Override
  public MemoryDatabase openOrCreateDatabase(String name) {
    return new MemoryDatabase(name, getCursorRegistry()) {
      @Override
      protected MemoryCollection openOrCreateCollection(String name, CollectionOptions options) {
        return new IndexedCollection(this, name, options, cursorRegistry);
      }
    };
  }

  @Override
  public void close() {
    // The data stays.
  }
}

package dev.kato.storage.mongo;

import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.PatternTooLargeException;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/** How large a pattern's document is. */
final class PatternSize {

  /** Of any document, by the server. */
  private static final int MOST_BYTES = 16 * 1024 * 1024;

  /** For what a document holds besides the pattern: revisions and ids of learnings. */
  private static final int OTHER_BYTES = 32 * 1024;

  private PatternSize() {}

  static PatternTooLargeException tooLarge(PatternName name) {
    return new PatternTooLargeException(name, "bytes", MOST_BYTES);
  }

  /** The driver's or server's failure to write a pattern; by name if that is too large. */
  static RuntimeException named(RuntimeException failure, PatternName name) {
    return Failures.isTooLarge(failure) ? tooLarge(name) : failure;
  }

  /** Refuses a pattern that does not fit one document. */
  static void check(Pattern pattern) {
    BsonDocument document = PatternDocuments.content(pattern);
    try (BasicOutputBuffer buffer = new BasicOutputBuffer();
        BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
      new BsonDocumentCodec().encode(writer, document, EncoderContext.builder().build());
      if (buffer.size() > MOST_BYTES - OTHER_BYTES) {
        throw tooLarge(pattern.name());
      }
    }
  }
}

package dev.kato.server.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Tells how many values it has read, so that a short text cannot become a large tree. */
final class CountingParser extends JsonParserDelegate {

  /** How often it tells. */
  static final int STEP = 1024;

  private final LongConsumer counter;
  private long values;

  /** In front of another. */
  CountingParser(JsonParser parser, LongConsumer counter) {
    super(parser);
    this.counter = counter;
  }

  @Override
  public @Nullable JsonToken nextToken() throws IOException {
    JsonToken token = super.nextToken();
    if (token != null && (token.isScalarValue() || token.isStructStart())) {
      values++;
      if (values % STEP == 0) {
        counter.accept(values);
      }
    }
    return token;
  }

  @Override
  public @Nullable String nextFieldName() throws IOException {
    return nextToken() == JsonToken.FIELD_NAME ? currentName() : null;
  }

  @Override
  public @Nullable String nextTextValue() throws IOException {
    return nextToken() == JsonToken.VALUE_STRING ? getText() : null;
  }
}

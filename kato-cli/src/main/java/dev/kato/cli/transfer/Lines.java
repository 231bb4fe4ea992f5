package dev.kato.cli.transfer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kato.model.Event;
import dev.kato.model.FloatVector;
import dev.kato.model.InvalidInputException;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The format: a first line that names it, one line for each vector and pattern (a user's vectors
 * before the patterns), and a last line with the totals and the SHA-256 of all bytes before it. The
 * same knowledge gives the same bytes.
 */
final class Lines {

  static final int FORMAT = 1;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(new JsonFactory())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Any line; which fields are there tells which. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Line(
      @JsonProperty("kato_export") @Nullable Integer format,
      @Nullable String user,
      @Nullable PatternPart pattern,
      @Nullable VectorPart vector,
      @Nullable EndPart end) {}

  private record PatternPart(
      String name,
      long frequency,
      List<List<String>> events,
      List<Map<String, Double>> emotives,
      Map<String, List<String>> metadata,
      Map<String, Double> affinity) {}

  private record VectorPart(String symbol, float[] components) {}

  private record EndPart(long users, long patterns, long vectors, String sha256) {}

  /**
   * The last line.
   *
   * @param sha256 hex, over all bytes before the line
   */
  record End(Totals totals, String sha256) {}

  private Lines() {}

  static byte[] first() {
    return bytes(new Line(FORMAT, null, null, null, null));
  }

  static byte[] pattern(UserId user, Pattern pattern) {
    PatternPart part =
        new PatternPart(
            pattern.name().hash(),
            pattern.frequency(),
            pattern.events().stream().map(Event::symbols).toList(),
            pattern.emotives(),
            pattern.metadata(),
            pattern.affinity());
    return bytes(new Line(null, user.value(), part, null, null));
  }

  static byte[] vector(UserId user, String symbol, FloatVector vector) {
    return bytes(
        new Line(null, user.value(), null, new VectorPart(symbol, vector.toArray()), null));
  }

  static byte[] last(End end) {
    Totals totals = end.totals();
    EndPart part = new EndPart(totals.users(), totals.patterns(), totals.vectors(), end.sha256());
    return bytes(new Line(null, null, null, null, part));
  }

  static void checkFirst(String text) {
    Integer format = read(1, text).format();
    if (format == null) {
      throw new TransferException(1, "not an export of KATO");
    }
    if (format != FORMAT) {
      throw new TransferException(1, "format " + format + " is not known here, only " + FORMAT);
    }
  }

  /** The last line, or null if it is another. */
  static @Nullable End end(long number, String text) {
    EndPart end = read(number, text).end();
    return end == null
        ? null
        : new End(new Totals(end.users(), end.patterns(), end.vectors()), end.sha256());
  }

  static Record record(long number, String text) {
    Line line = read(number, text);
    if (line.user() == null || (line.pattern() == null) == (line.vector() == null)) {
      throw new TransferException(number, "neither a pattern nor a vector of a user");
    }
    try {
      UserId user = new UserId(line.user());
      return line.pattern() != null
          ? new Record.OfPattern(user, pattern(line.pattern()))
          : vector(user, line.vector());
    } catch (InvalidInputException | IllegalArgumentException | NullPointerException e) {
      throw new TransferException(number, String.valueOf(e.getMessage()));
    }
  }

  private static Pattern pattern(PatternPart part) {
    return new Pattern(
            new PatternName(part.name()),
            part.events().stream().map(Event::new).toList(),
            part.frequency(),
            part.emotives(),
            part.metadata(),
            part.affinity())
        .checked();
  }

  private static Record vector(UserId user, @Nullable VectorPart part) {
    if (part == null) {
      throw new IllegalArgumentException("no vector");
    }
    return new Record.OfVector(user, part.symbol(), FloatVector.of(part.components()));
  }

  private static Line read(long number, String text) {
    try {
      return MAPPER.readValue(text, Line.class);
    } catch (JsonProcessingException e) {
      throw new TransferException(number, e.getOriginalMessage());
    }
  }

  private static byte[] bytes(Line line) {
    try {
      byte[] json = MAPPER.writeValueAsBytes(line);
      byte[] ended = Arrays.copyOf(json, json.length + 1);
      ended[json.length] = '\n';
      return ended;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

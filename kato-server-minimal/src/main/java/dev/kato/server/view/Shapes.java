package dev.kato.server.view;

import static dev.kato.server.http.Schema.BOOL;
import static dev.kato.server.http.Schema.NUMBER;
import static dev.kato.server.http.Schema.NUMBER_OR_TEXT;
import static dev.kato.server.http.Schema.OBJECT;
import static dev.kato.server.http.Schema.TEXT;
import static dev.kato.server.http.Schema.WHOLE;
import static dev.kato.server.http.Schema.described;
import static dev.kato.server.http.Schema.field;
import static dev.kato.server.http.Schema.list;
import static dev.kato.server.http.Schema.map;
import static dev.kato.server.http.Schema.object;
import static dev.kato.server.http.Schema.optional;
import static dev.kato.server.http.Schema.orNull;

import dev.kato.model.Emotives;
import dev.kato.model.UserId;
import dev.kato.server.http.Schema;
import dev.kato.server.http.Schema.Obj;
import java.util.List;
import java.util.Map;

/** Shapes that several routes take or answer. */
public final class Shapes {

  /** Lists of symbols. */
  public static final Schema EVENTS = list(list(TEXT));

  /** A user's, or node's, id. */
  public static final Schema USER = id();

  /** The caller's name for an operation. */
  public static final Schema UNIQUE_ID = orNull(id());

  /** A session's life time in seconds. */
  public static final Schema TTL = whole(1, 31_536_000);

  /** What is seen at one moment. */
  public static final Obj OBSERVATION = observation(NUMBER);

  /** A sequence of observations, with what to do between them. */
  public static final Obj SEQUENCE = sequence(OBSERVATION);

  /** {@link #OBSERVATION} with numbers that may be text. */
  public static final Obj LENIENT_OBSERVATION = observation(NUMBER_OR_TEXT);

  /** {@link #SEQUENCE} with numbers that may be text. */
  public static final Obj LENIENT_SEQUENCE = sequence(LENIENT_OBSERVATION);

  /** A wish to learn. */
  public static final Obj LEARNING = object(optional("unique_id", UNIQUE_ID));

  /** An example of {@link #OBSERVATION}. */
  public static final Map<String, ?> AN_OBSERVATION =
      Map.of("strings", List.of("coffee", "news"), "emotives", Map.of("joy", 0.5));

  /** An example of {@link #SEQUENCE}. */
  public static final Map<String, ?> A_SEQUENCE =
      Map.of(
          "observations",
          List.of(
              Map.of("strings", List.of("coffee")),
              Map.of("strings", List.of("news")),
              Map.of("strings", List.of("work"))),
          "learn_at_end",
          true);

  /** An example of a configuration. */
  public static final Map<String, ?> A_CONFIGURATION =
      Map.of("config", Map.of("recall_threshold", 0.3));

  private Shapes() {}

  /** A whole number in a range. */
  public static Schema whole(int min, int max) {
    return described(WHOLE, "minimum", min, "maximum", max);
  }

  /** Emotives that come in, as a body has numbers. */
  public static Schema emotives(Schema number) {
    return map(
        described(number, "minimum", -Emotives.MAX_MAGNITUDE, "maximum", Emotives.MAX_MAGNITUDE));
  }

  /** Text of 1 to 256 characters. */
  private static Schema id() {
    return described(TEXT, "minLength", 1, "maxLength", UserId.MAX_LENGTH);
  }

  private static Obj observation(Schema number) {
    return object(
        optional("strings", list(TEXT)),
        optional("vectors", list(described(list(number), "minItems", 1))),
        optional("emotives", emotives(number)),
        optional("metadata", OBJECT),
        optional("unique_id", UNIQUE_ID));
  }

  private static Obj sequence(Schema observation) {
    return object(
        field("observations", list(observation)),
        optional("learn_after_each", BOOL),
        optional("learn_at_end", BOOL),
        optional("clear_stm_between", BOOL),
        optional("unique_id", UNIQUE_ID));
  }
}

package dev.kato.testkit;

import dev.kato.model.Event;
import dev.kato.model.FloatVector;
import dev.kato.model.LearnResult;
import dev.kato.model.Observation;
import dev.kato.model.ObserveResult;
import dev.kato.model.PatternName;
import dev.kato.model.Receipt;
import dev.kato.model.SequenceResult;
import dev.kato.model.SessionId;
import dev.kato.model.SessionState;
import dev.kato.model.ShortTermMemory;
import dev.kato.model.UserId;
import dev.kato.spi.LearnRequest;
import dev.kato.spi.SessionContent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Session states to store: plain ones, and one in which every field holds something odd. */
final class Sessions {

  private static final String ODD = "\u0000 \"\\/\n\t\u2028 $a.b {x} \uff5e \ud83d\ude00 \u202e";
  private static final Instant CREATED = Instant.parse("2026-03-04T05:06:07.123456789Z");
  private static final PatternName NAME =
      PatternName.of(List.of(Event.of("a", ODD), Event.of("b")));

  private Sessions() {}

  static SessionState plain(String id, String user) {
    return new SessionState(
        new SessionId(id),
        new UserId(user),
        CREATED,
        Duration.ofHours(1),
        Map.of(),
        Map.of(),
        0,
        ShortTermMemory.EMPTY,
        null,
        List.of(),
        Map.of());
  }

  /** The same after so many observations. */
  static SessionState atTime(SessionState state, long time) {
    return state.withMemory(time, state.memory(), state.percept());
  }

  static SessionContent withPrepared(SessionState state) {
    return new SessionContent(
        state,
        Optional.of(
            new SessionContent.Prepared(
                List.of(learning("op-1"), learning("op-2")), atTime(state, 77))));
  }

  /** Every field filled, with values that formats tend to bend. */
  static SessionState odd(String id, String user) {
    return new SessionState(
        new SessionId(id),
        new UserId(user),
        CREATED,
        Duration.ofSeconds(3599, 999_999_999),
        jsonValues(),
        Map.of("recall_threshold", 0.1, "max_predictions", 7, "affinity_emotive", ODD),
        Long.MAX_VALUE,
        memory(),
        percept(),
        receipts(),
        Map.of("a note", jsonValues()));
  }

  private static Map<String, @Nullable Object> jsonValues() {
    Map<String, @Nullable Object> inner = new LinkedHashMap<>();
    inner.put("null", null);
    inner.put("", List.of());
    inner.put("list", Arrays.asList(1, null, "x", List.of(List.of(Map.of()))));
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("z first", "order is kept");
    values.put(ODD, ODD);
    values.put("int", Integer.MIN_VALUE);
    values.put("small long", 5L);
    values.put("long", Long.MIN_VALUE);
    values.put("small big", BigInteger.TEN);
    values.put("big", BigInteger.ONE.shiftLeft(5000).negate());
    values.put("decimal", new BigDecimal("1.500"));
    values.put("small decimal", new BigDecimal("1E-400"));
    values.put("double", 0.1);
    values.put("whole double", 3.0);
    values.put("minus zero", -0.0);
    values.put("tiny", Double.MIN_VALUE);
    values.put("huge", -Double.MAX_VALUE);
    values.put("true", true);
    values.put("false", false);
    values.put("inner", inner);
    values.put("like a tag", Map.of("$long", "5"));
    values.put("like a wrapped tag", Map.of("$map", Map.of("$decimal", 1)));
    values.put("like a number", "1.0");
    values.put("a last", 1);
    return values;
  }

  private static ShortTermMemory memory() {
    FloatVector vector = vector();
    return new ShortTermMemory(
        List.of(Event.of("b", "a", "a", "", ODD), Event.of(vector.symbol())),
        Map.of(vector.symbol(), vector, ODD, FloatVector.of(1)),
        List.of(extremes(), Map.of("joy", 0.1)),
        List.of(Map.of(ODD, ODD, "", ""), Map.of("k", "v")));
  }

  private static Observation percept() {
    return new Observation(
        List.of("z", ODD, ""),
        List.of(List.of(-0.0, Double.MIN_VALUE), List.of(0.1, -Double.MAX_VALUE)),
        extremes(),
        jsonValues(),
        ODD);
  }

  private static List<Receipt> receipts() {
    ObserveResult observed = new ObserveResult(ODD, Long.MAX_VALUE, Integer.MAX_VALUE, NAME);
    LearnResult learned = new LearnResult(NAME, 3);
    LearnResult nothing = new LearnResult(null, 1);
    return List.of(
        new Receipt("1", ODD, observed),
        new Receipt("2", "", new ObserveResult("id", 1, 0, null)),
        new Receipt("3", "d", learned),
        new Receipt("4", "d", nothing),
        new Receipt("5", "d", new SequenceResult(0, 0, List.of(), null)),
        new Receipt(
            ODD,
            "d",
            new SequenceResult(
                1,
                2,
                List.of(
                    new SequenceResult.Step(observed, nothing),
                    new SequenceResult.Step(observed, null)),
                learned)));
  }

  private static LearnRequest learning(String operation) {
    return new LearnRequest(
        operation,
        NAME,
        List.of(Event.of("a", ODD), Event.of("b")),
        List.of(extremes(), Map.of()),
        100,
        Map.of(ODD, List.of("", ODD), "k", List.of("v")),
        extremes(),
        Map.of(vector().symbol(), vector()),
        Instant.parse("2027-01-02T03:04:05.987654321Z"));
  }

  /** As large and as small as emotives can be. */
  private static Map<String, Double> extremes() {
    return Map.ofEntries(
        Map.entry(ODD, -0.0),
        Map.entry("tiny", Double.MIN_VALUE),
        Map.entry("huge", 1e100),
        Map.entry("minus huge", -1e100),
        Map.entry("third", 1.0 / 3),
        Map.entry("", -1e-9));
  }

  private static FloatVector vector() {
    return FloatVector.of(
        Float.MIN_VALUE, -Float.MAX_VALUE, 0.1f, -0.0f, 1.0f / 3, Float.MIN_NORMAL, 16777217f);
  }
}

package dev.kato.server.view;

import static dev.kato.server.http.Schema.NUMBER;
import static dev.kato.server.http.Schema.OBJECT;
import static dev.kato.server.http.Schema.TEXT;
import static dev.kato.server.http.Schema.WHOLE;
import static dev.kato.server.http.Schema.list;
import static dev.kato.server.http.Schema.map;
import static dev.kato.server.view.Shapes.EVENTS;

import dev.kato.SessionInfo;
import dev.kato.model.CodePoints;
import dev.kato.model.Event;
import dev.kato.model.FuturePotential;
import dev.kato.model.Observation;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.SymbolStatistics;
import dev.kato.server.http.Schema;
import dev.kato.server.http.View;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of the core as JSON objects. */
public final class Views {

  /** A pattern. */
  public static final View<Pattern> PATTERN =
      View.<Pattern>view()
          .with(TEXT, pattern -> pattern.name().prefixed(), "name")
          .with(EVENTS, pattern -> events(pattern.events()), "pattern_data")
          .with(WHOLE, Pattern::length, "length")
          .with(WHOLE, Pattern::frequency, "frequency")
          .with(list(map(NUMBER)), Pattern::emotives, "emotives")
          .with(map(list(TEXT)), Pattern::metadata, "metadata")
          .with(map(NUMBER), Pattern::affinity, "affinity");

  /** What is known of a symbol. */
  public static final View<SymbolStatistics> SYMBOL =
      View.<SymbolStatistics>view()
          .with(TEXT, SymbolStatistics::symbol, "name")
          .with(WHOLE, SymbolStatistics::frequency, "frequency")
          .with(WHOLE, SymbolStatistics::patternMemberFrequency, "pattern_member_frequency");

  /** One way things may go on. */
  public static final View<FuturePotential> FUTURE =
      View.<FuturePotential>view()
          .with(EVENTS, future -> events(future.future()), "future")
          .with(NUMBER, FuturePotential::aggregatePotential, "aggregate_potential")
          .with(WHOLE, FuturePotential::supportingPatterns, "supporting_patterns")
          .with(NUMBER, FuturePotential::totalWeightedFrequency, "total_weighted_frequency");

  /** A session with its effective configuration, in its dialect's words. */
  public static final View<Configured> SESSION =
      View.<Configured>view()
          .with(TEXT, session -> session.info.state().id().value(), "session_id")
          .with(TEXT, session -> session.info.state().user().value(), "user_id", "node_id")
          .with(TEXT, session -> time(session.info.state().createdAt()), "created_at")
          .with(TEXT, session -> time(session.info.expiresAt()), "expires_at")
          .with(WHOLE, session -> session.info.state().ttl().toSeconds(), "ttl_seconds")
          .with(OBJECT, session -> session.info.state().metadata(), "metadata")
          .with(OBJECT, Configured::config, "session_config");

  private static final View<Perceived> PERCEIVED =
      View.<Perceived>view()
          .with(list(TEXT), Perceived::strings, "strings")
          .with(list(list(NUMBER)), perceived -> perceived.percept.vectors(), "vectors")
          .with(map(NUMBER), perceived -> perceived.percept.emotives(), "emotives")
          .with(list(TEXT), perceived -> List.of(), "path")
          .with(OBJECT, perceived -> perceived.percept.metadata(), "metadata");

  /** The last observation; empty when there is none. */
  public static final Schema PERCEPT = PERCEIVED.shape().inPart();

  /** A session and its configuration. */
  public record Configured(SessionInfo info, Map<String, @Nullable Object> config) {}

  private record Perceived(Observation percept, boolean sorted) {
    List<String> strings() {
      return sorted ? CodePoints.sorted(percept.strings()) : percept.strings();
    }
  }

  private Views() {}

  /** Events as lists of symbols. */
  public static List<List<String>> events(List<Event> events) {
    return events.stream().map(Event::symbols).toList();
  }

  /** A moment as ISO-8601 in UTC, to the microsecond: more digits are more than clients read. */
  public static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS).toString();
  }

  /** A pattern's name as users see it; null for none. */
  public static @Nullable String name(@Nullable PatternName name) {
    return name == null ? null : name.prefixed();
  }

  /** The last observation of a session, as {@link #PERCEPT}. */
  public static Map<String, @Nullable Object> percept(SessionInfo info) {
    Observation percept = info.state().percept();
    return percept == null
        ? Map.of()
        : PERCEIVED.of(new Perceived(percept, info.config().sortSymbols()));
  }
}

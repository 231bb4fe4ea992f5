package dev.kato.server.view;

import dev.kato.SessionInfo;
import dev.kato.model.CodePoints;
import dev.kato.model.Event;
import dev.kato.model.FuturePotential;
import dev.kato.model.Observation;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.SessionState;
import dev.kato.model.SymbolStatistics;
import dev.kato.server.http.Fields;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of the core as JSON objects. */
public final class Views {

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

  /** A session with its effective configuration. */
  public static Map<String, @Nullable Object> session(
      SessionInfo info, Map<String, @Nullable Object> config) {
    SessionState state = info.state();
    return Fields.of(
        "session_id", state.id().value(),
        "user_id", state.user().value(),
        "node_id", state.user().value(),
        "created_at", time(state.createdAt()),
        "expires_at", time(info.expiresAt()),
        "ttl_seconds", state.ttl().toSeconds(),
        "metadata", state.metadata(),
        "session_config", config);
  }

  /** A pattern. */
  public static Map<String, @Nullable Object> pattern(Pattern pattern) {
    return Fields.of(
        "name", pattern.name().prefixed(),
        "pattern_data", events(pattern.events()),
        "length", pattern.length(),
        "frequency", pattern.frequency(),
        "emotives", pattern.emotives(),
        "metadata", pattern.metadata(),
        "affinity", pattern.affinity());
  }

  /** What is known of a symbol. */
  public static Map<String, @Nullable Object> symbol(SymbolStatistics symbol) {
    return Fields.of(
        "name", symbol.symbol(),
        "frequency", symbol.frequency(),
        "pattern_member_frequency", symbol.patternMemberFrequency());
  }

  /** One way things may go on. */
  public static Map<String, @Nullable Object> future(FuturePotential future) {
    return Fields.of(
        "future", events(future.future()),
        "aggregate_potential", future.aggregatePotential(),
        "supporting_patterns", future.supportingPatterns(),
        "total_weighted_frequency", future.totalWeightedFrequency());
  }

  /** The last observation of a session; empty when there is none. */
  public static Map<String, @Nullable Object> percept(SessionInfo info) {
    Observation percept = info.state().percept();
    return percept == null
        ? Map.of()
        : Fields.of(
            "strings", strings(percept, info),
            "vectors", percept.vectors(),
            "emotives", percept.emotives(),
            "path", List.of(),
            "metadata", percept.metadata());
  }

  private static List<String> strings(Observation percept, SessionInfo info) {
    return info.config().sortSymbols() ? CodePoints.sorted(percept.strings()) : percept.strings();
  }
}

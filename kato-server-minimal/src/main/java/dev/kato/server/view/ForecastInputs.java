package dev.kato.server.view;

import static dev.kato.server.http.Schema.ANY;
import static dev.kato.server.http.Schema.WHOLE;
import static dev.kato.server.http.Schema.described;
import static dev.kato.server.http.Schema.field;
import static dev.kato.server.http.Schema.object;
import static dev.kato.server.http.Schema.optional;
import static dev.kato.server.http.Schema.orNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kato.model.Event;
import dev.kato.model.ForecastOptions;
import dev.kato.model.InvalidInputException;
import dev.kato.server.http.HttpFailure;
import dev.kato.server.http.Request;
import dev.kato.server.http.Route;
import dev.kato.server.http.Schema.Obj;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What forecasts are asked for, out of requests. */
public final class ForecastInputs {

  /** A question without a session. */
  public static final Obj QUESTION =
      object(
          field("events", Shapes.EVENTS),
          optional("horizon", described(ANY, "description", "1..1000 or ever")),
          optional("limit", orNull(WHOLE)),
          optional("supports", orNull(WHOLE)));

  /** Such a question. */
  public static final Map<String, ?> A_QUESTION =
      Map.of("events", List.of(List.of("coffee"), List.of("news")), "horizon", 1, "limit", 5);

  private static final String HORIZON = "horizon";
  private static final String LIMIT = "limit";
  private static final String SUPPORTS = "supports";
  private static final ForecastOptions DEFAULT = ForecastOptions.DEFAULT;

  private ForecastInputs() {}

  /** Tells the query parameters of {@link #queried}. */
  public static Route.Builder withQuery(Route.Builder route) {
    return route
        .query(
            HORIZON,
            ForecastViews.HORIZON,
            "within how many events an outcome is to come, 1..1000 or ever, default 1")
        .query(
            LIMIT,
            Shapes.whole(1, ForecastOptions.MOST_OUTCOMES),
            "most outcomes, 1..10000, default 10")
        .query(
            SUPPORTS,
            Shapes.whole(0, ForecastOptions.MOST_SUPPORTS),
            "most votes shown for each outcome, 0..100, default 3");
  }

  /**
   * The options in the query.
   *
   * @throws HttpFailure naming the first that is none
   */
  public static ForecastOptions queried(Request request) {
    int horizon =
        request.query(HORIZON).map(ForecastViews.EVER::equals).orElse(false)
            ? ForecastOptions.EVER
            : queried(request, HORIZON, 1, ForecastOptions.FARTHEST, DEFAULT.horizon());
    return new ForecastOptions(
        horizon,
        queried(request, LIMIT, 1, ForecastOptions.MOST_OUTCOMES, DEFAULT.limit()),
        queried(request, SUPPORTS, 0, ForecastOptions.MOST_SUPPORTS, DEFAULT.supports()));
  }

  private static int queried(Request request, String name, int least, int most, int otherwise) {
    OptionalInt given = request.queryInt(name, least, most);
    return given.orElse(otherwise);
  }

  /**
   * The options in a body that looks like {@link #QUESTION}.
   *
   * @throws InvalidInputException naming the first that is out of range
   */
  public static ForecastOptions posted(Request request) {
    return new ForecastOptions(
        request.field(HORIZON).map(ForecastInputs::horizon).orElse(DEFAULT.horizon()),
        request.field(LIMIT).map(ForecastInputs::whole).orElse(DEFAULT.limit()),
        request.field(SUPPORTS).map(ForecastInputs::whole).orElse(DEFAULT.supports()));
  }

  private static int horizon(JsonNode node) {
    if (!node.isTextual()) {
      return whole(node);
    }
    if (node.textValue().equals(ForecastViews.EVER)) {
      return ForecastOptions.EVER;
    }
    throw HttpFailure.invalid("Input should be a number or ever", "enum", "body", HORIZON);
  }

  /** A number that no option can be, rather than another one, if it is none of an int. */
  private static int whole(JsonNode node) {
    boolean possible = node.canConvertToInt() && node.intValue() != ForecastOptions.EVER;
    return possible ? node.intValue() : -1;
  }

  /**
   * The events of a body that looks like {@link #QUESTION}.
   *
   * @throws InvalidInputException naming the first that is none
   */
  public static List<Event> events(Request request) {
    List<Event> events = new ArrayList<>();
    for (JsonNode node : request.body().path("events")) {
      List<String> symbols = new ArrayList<>(node.size());
      node.forEach(symbol -> symbols.add(symbol.textValue()));
      try {
        events.add(new Event(symbols));
      } catch (InvalidInputException e) {
        throw e.within("events[" + events.size() + "]");
      }
    }
    return events;
  }
}

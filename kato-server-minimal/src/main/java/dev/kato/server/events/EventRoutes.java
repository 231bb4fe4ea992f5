package dev.kato.server.events;

import static dev.kato.server.http.Route.route;

import dev.kato.Kato;
import dev.kato.server.events.EventLog.Entry;
import dev.kato.server.http.Fields;
import dev.kato.server.http.HttpFailure;
import dev.kato.server.http.Json;
import dev.kato.server.http.Request;
import dev.kato.server.http.Response;
import dev.kato.server.http.Route;
import dev.kato.server.view.Views;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Live events as server-sent events. */
public final class EventRoutes {

  private final EventLog events;
  private final Kato kato;
  private final Clock clock;
  private final Duration heartbeat;
  private final Semaphore places;
  private final String epoch;

  /**
   * Routes to these events.
   *
   * @param heartbeat longest silence
   * @param clients most at once
   */
  public EventRoutes(EventLog events, Kato kato, Clock clock, Duration heartbeat, int clients) {
    this.events = events;
    this.kato = kato;
    this.clock = clock;
    this.heartbeat = heartbeat;
    this.places = new Semaphore(clients);
    this.epoch = Long.toString(clock.millis(), Character.MAX_RADIX);
  }

  /** The rows. */
  public List<Route> routes() {
    return List.of(
        route("GET", "/v2/events", "Live events as server-sent events, resumed by Last-Event-ID")
            .by("events", this::stream));
  }

  private Response stream(Request request) {
    long from = position(request.header("Last-Event-ID").orElse(null));
    byte[] opening = opening();
    if (!places.tryAcquire()) {
      throw HttpFailure.overloaded("Too many listen to events already");
    }
    return Response.stream("text/event-stream", out -> write(out, opening, from), places::release)
        .with("Cache-Control", "no-store")
        .with("X-Accel-Buffering", "no");
  }

  /**
   * After the event that the client saw last; from now on for one that is new, or of another run.
   */
  private long position(@Nullable String lastEventId) {
    String mine = epoch + "-";
    if (lastEventId != null && lastEventId.startsWith(mine)) {
      try {
        long seen = Long.parseLong(lastEventId.substring(mine.length()));
        return Math.max(0, Math.min(seen + 1, events.next()));
      } catch (NumberFormatException e) {
        return events.next();
      }
    }
    return events.next();
  }

  private byte[] opening() {
    byte[] data =
        Json.bytes(
            Fields.of(
                "event_type", "state.snapshot",
                "timestamp", Views.time(clock.instant()),
                "data",
                    Fields.of("active_sessions", kato.sessionCount(), "system_status", "healthy")));
    ByteArrayOutputStream opening = new ByteArrayOutputStream();
    opening.writeBytes(ascii("retry: 1000\nevent: state.snapshot\ndata: "));
    opening.writeBytes(data);
    opening.writeBytes(ascii("\n\n"));
    return opening.toByteArray();
  }

  private void write(OutputStream out, byte[] opening, long from) throws IOException {
    out.write(opening);
    out.flush();
    long position = from;
    while (!events.isClosed()) {
      List<Entry> entries = await(position);
      if (entries.isEmpty()) {
        out.write(ascii(": heartbeat\n\n"));
      } else if (entries.get(0).number() > position) {
        long lost = entries.get(0).number() - position;
        out.write(ascii("event: gap\ndata: {\"lost\":" + lost + "}\n\n"));
      }
      for (Entry entry : entries) {
        out.write(ascii("id: " + epoch + "-" + entry.number() + "\nevent: " + entry.type()));
        out.write(ascii("\ndata: "));
        out.write(Json.bytes(entry.content()));
        out.write(ascii("\n\n"));
        position = entry.number() + 1;
      }
      out.flush();
    }
  }

  private List<Entry> await(long position) throws IOException {
    try {
      return events.from(position, heartbeat);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

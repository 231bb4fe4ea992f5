package dev.kato.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventsTest {

  private static final JsonMapper JSON = new JsonMapper();

  private final TestServer kato = TestServer.start("MAX_SESSIONS_PER_USER", "10000");
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Listener> listeners = new ArrayList<>();

  @AfterEach
  void stop() throws IOException {
    for (Listener listener : listeners) {
      listener.lines.close();
    }
    kato.close();
  }

  /** One event as a browser's EventSource has it. */
  private record Event(String id, String type, JsonNode data) {}

  private record Listener(int status, BufferedReader lines) {

    Event next() {
      try {
        return read();
      } catch (IOException e) {
        return new Event("", "end", JSON.nullNode());
      }
    }

    private Event read() throws IOException {
      String id = "";
      String type = "";
      String data = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          type = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        } else if (line.isEmpty() && !data.isEmpty()) {
          return new Event(id, type, JSON.readTree(data));
        }
      }
      return new Event("", "end", JSON.nullNode());
    }
  }

  private Listener listen(String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(kato.uri("/v2/events"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<InputStream> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    Listener listener =
        new Listener(
            response.statusCode(),
            new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
    listeners.add(listener);
    return listener;
  }

  @Test
  void aListenerHearsWhatHappens() throws Exception {
    Listener listener = listen();
    assertThat(listener.next().type).isEqualTo("state.snapshot");
    String session = kato.openSession("alice");
    String id = session.substring(session.lastIndexOf('/') + 1);
    kato.post(session + "/observe", Map.of("strings", List.of("a", "b"))).ok();
    String name = kato.post(session + "/learn").ok().at("/pattern_name").textValue();
    kato.delete(session).ok();

    Event created = listener.next();
    assertThat(created.type).isEqualTo("session.created");
    assertThat(created.data.at("/event_type").textValue()).isEqualTo("session.created");
    assertThat(created.data.at("/data/session_id").textValue()).isEqualTo(id);
    assertThat(created.data.at("/data/node_id").textValue()).isEqualTo("alice");
    Event learned = listener.next();
    assertThat(learned.type).isEqualTo("pattern.learned");
    assertThat(learned.data.at("/data/pattern_name").textValue()).isEqualTo(name);
    Event deleted = listener.next();
    assertThat(deleted.type).isEqualTo("session.deleted");
    assertThat(deleted.data.at("/data/reason").textValue()).isEqualTo("explicit_delete");
  }

  @Test
  void expiryIsToldToo() throws Exception {
    Listener listener = listen();
    listener.next();
    kato.openSession(Map.of("user_id", "a", "ttl_seconds", 1));

    assertThat(listener.next().type).isEqualTo("session.created");
    assertThat(listener.next().type).isEqualTo("session.expired");
  }

  @Test
  void aListenerWhoComesBackMissesNothing() throws Exception {
    Listener first = listen();
    first.next();
    kato.openSession("one");
    String seen = first.next().id;
    first.lines.close();
    kato.openSession("two");
    kato.openSession("three");

    Listener again = listen("Last-Event-ID", seen);

    assertThat(again.next().type).isEqualTo("state.snapshot");
    assertThat(again.next().data.at("/data/user_id").textValue()).isEqualTo("two");
    assertThat(again.next().data.at("/data/user_id").textValue()).isEqualTo("three");
  }

  @Test
  void aListenerWhoWasAwayTooLongIsToldHowMuchHeMissed() throws Exception {
    Listener first = listen();
    first.next();
    kato.openSession("one");
    String seen = first.next().id;
    for (int i = 0; i < 1030; i++) {
      kato.server.kato().openSession("more");
    }

    Listener again = listen("Last-Event-ID", seen);

    assertThat(again.next().type).isEqualTo("state.snapshot");
    Event gap = again.next();
    assertThat(gap.type).isEqualTo("gap");
    assertThat(gap.data.at("/lost").intValue()).isEqualTo(6);
  }

  @Test
  void anIdOfAnotherRunBeginsFromNow() throws Exception {
    kato.openSession("before");

    Listener listener = listen("Last-Event-ID", "zzz-5");
    listener.next();
    kato.openSession("after");

    assertThat(listener.next().data.at("/data/user_id").textValue()).isEqualTo("after");
  }

  @Test
  void listenersAreBoundedAndTakeNoPlaceOfRequests() throws Exception {
    for (int i = 0; i < 64; i++) {
      listen().next();
    }

    assertThat(listen().status).isEqualTo(503);
    assertThat(kato.server.requestsInFlight()).isLessThan(2);
    kato.get("/v2/sessions/count").ok();
  }

  @Test
  void aStopEndsTheStream() throws Exception {
    Listener listener = listen();
    listener.next();

    kato.server.stop();

    assertThat(listener.next().type).isEqualTo("end");
  }

  @Test
  void whoAsksForHeadersAloneTakesNoPlace() throws IOException, InterruptedException {
    for (int i = 0; i < 100; i++) {
      assertThat(kato.send("HEAD", "/v2/events", null).status()).isEqualTo(200);
    }

    assertThat(listen().status()).isEqualTo(200);
  }

  @Test
  void whoHasGoneGivesHisPlaceBackWithoutAnyEvent() throws IOException, InterruptedException {
    for (int i = 0; i < 64; i++) {
      listen();
    }
    assertThat(listen().status()).isEqualTo(503);

    for (Listener listener : listeners) {
      listener.lines.close();
    }

    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> listen().status() == 200);
  }
}

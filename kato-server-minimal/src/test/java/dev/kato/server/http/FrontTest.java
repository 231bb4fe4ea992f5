package dev.kato.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers are written as they are produced: what a client sees when that fails. */
class FrontTest {

  private static final int SMALL = 10;
  private static final int LARGE = 10_000;

  private final Gate gate = new Gate(4);
  private final MemoryBudget memory = new MemoryBudget(1000);
  private final Watchdog watchdog = new Watchdog(Duration.ofSeconds(30));
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    Handler failing = request -> failing(request.query("after").orElseThrow());
    Route route = Route.route("GET", "/failing", "Fails").about(Subject.NOBODY).by("test", failing);
    Cors cors = new Cors(Set.of());
    RequestListener nobody =
        new RequestListener() {
          @Override
          public void started() {}

          @Override
          public void finished(String method, String template, int status, long nanos) {}
        };
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        new Front(
            new Dispatcher(
                new Router(List.of(route)), cors, new ApiKeys(List.of(), null), id -> id, 1000),
            gate,
            cors,
            1000,
            memory,
            watchdog,
            nobody));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    watchdog.close();
  }

  private static Response failing(String after) {
    int good = Integer.parseInt(after);
    return Response.ok(
        "numbers",
        new AbstractList<Integer>() {
          @Override
          public Integer get(int index) {
            if (index == good) {
              throw new IllegalStateException("number " + index);
            }
            return index;
          }

          @Override
          public int size() {
            return good + 1;
          }
        });
  }

  private HttpResponse<String> get(int goodNumbers) throws IOException, InterruptedException {
    URI uri =
        URI.create(
            "http://127.0.0.1:" + server.getAddress().getPort() + "/failing?after=" + goodNumbers);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void isAnErrorOfOursWhileNothingIsOut() throws IOException, InterruptedException {
    HttpResponse<String> answer = get(SMALL);

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("INTERNAL_ERROR").doesNotContain("number");
  }

  @Test
  void isNeverTakenForAWholeAnswerAfterThat() {
    assertThatThrownBy(() -> get(LARGE)).isInstanceOf(IOException.class);
  }

  @Test
  void givesItsPlaceBack() {
    assertThatThrownBy(() -> get(LARGE)).isInstanceOf(IOException.class);

    await().untilAsserted(() -> assertThat(gate.inFlight()).isZero());
  }
}

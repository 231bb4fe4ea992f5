package dev.kato.it.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A client as it should be: it repeats what broke, under the same {@code unique_id}. */
final class Client {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<Integer> REPEAT = Set.of(409, 502, 503, 504);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final URI server;
  private final AtomicLong repeats = new AtomicLong();

  Client(URI server) {
    this.server = server;
  }

  /** What came back. */
  record Answer(int status, String body) {

    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(body, e);
      }
    }

    Answer ok() {
      if (status != 200) {
        throw new AssertionError(status + " " + body);
      }
      return this;
    }
  }

  /** One attempt. */
  Answer once(String method, String path, @Nullable Map<String, ?> body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(Duration.ofSeconds(90))
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
            .build();
    try {
      var response = http.send(request, BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** As many attempts as it takes to get an answer that says whether it was done. */
  Answer insist(String method, String path, @Nullable Map<String, ?> body) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String problem = "";
    while (System.nanoTime() < end) {
      try {
        Answer answer = once(method, path, body);
        if (!REPEAT.contains(answer.status())) {
          return answer;
        }
        problem = answer.toString();
      } catch (IOException e) {
        problem = e.toString();
      }
      repeats.incrementAndGet();
    }
    throw new AssertionError("no answer to " + method + " " + path + ": " + problem);
  }

  /** How often something had to be repeated. */
  long repeats() {
    return repeats.get();
  }

  String openSession(String user, Map<String, ?> config) {
    Map<String, ?> body = Map.of("user_id", user, "config", config);
    return insist("POST", "/v2/sessions", body).ok().json().get("session_id").textValue();
  }
}

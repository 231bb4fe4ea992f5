package dev.kato.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** The server under load, as its client sees it. Thread-safe. */
final class Target {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final LoadPlan plan;

  Target(LoadPlan plan) {
    this.plan = plan;
  }

  /** The id of a new session. */
  String open(String user) throws InterruptedException {
    try {
      HttpResponse<byte[]> answer = send("POST", "/v2/sessions", Map.of("user_id", user));
      if (answer.statusCode() != 200) {
        throw new IOException(
            "no session: "
                + answer.statusCode()
                + " "
                + new String(answer.body(), StandardCharsets.UTF_8));
      }
      return JSON.readTree(answer.body()).path("session_id").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it answered 200. */
  boolean call(String method, String path, Map<String, ?> body) throws InterruptedException {
    try {
      return send(method, path, body).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private HttpResponse<byte[]> send(String method, String path, Map<String, ?> body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(plan.url().resolve(path))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .method(
                method,
                method.equals("POST")
                    ? BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))
                    : BodyPublishers.noBody());
    plan.apiKey().ifPresent(key -> request.header("X-API-Key", key));
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }
}

package dev.kato.cli.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kato.cli.evaluate.Scoreboard.Listed;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One session of one user on a running server. Used by one thread. */
public final class Server {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private final URI url;
  private final Optional<String> apiKey;
  private final String user;
  private final String session;

  /**
   * Opens a session.
   *
   * @throws IOException if the server does not answer, or refuses
   */
  public Server(URI url, Optional<String> apiKey, String user)
      throws IOException, InterruptedException {
    this.url = url;
    this.apiKey = apiKey;
    this.user = user;
    JsonNode opened = send("POST", "/v2/sessions", Map.of("user_id", user));
    this.session = "/v2/sessions/" + opened.path("session_id").asText();
  }

  /**
   * Observes an event.
   *
   * @param limit most outcomes that are listed
   * @return what is forecast to come then
   * @throws IOException if the server does not answer, or refuses; or made no forecast
   */
  public Listed observe(List<String> symbols, int limit) throws IOException, InterruptedException {
    JsonNode answer =
        send("POST", session + "/observe?forecast=" + limit, Map.of("strings", symbols));
    JsonNode error = answer.path("forecast_error");
    if (error.isObject()) {
      throw new IOException("no forecast: " + error.path("message").asText());
    }
    JsonNode outcomes = answer.path("forecast").path("outcomes");
    List<String> listed = new ArrayList<>();
    double[] probabilities = new double[outcomes.size()];
    for (JsonNode outcome : outcomes) {
      probabilities[listed.size()] = outcome.path("probability").doubleValue();
      listed.add(
          outcome.path("end").booleanValue() ? Listed.END : outcome.path("symbol").textValue());
    }
    return new Listed(listed, probabilities);
  }

  /** Learns what was observed, and forgets that it was. */
  public void learn() throws IOException, InterruptedException {
    send("POST", session + "/learn", null);
  }

  /** Forgets what was observed. */
  public void clear() throws IOException, InterruptedException {
    send("POST", session + "/clear-stm", null);
  }

  /** Erases all that the user has learned, and the session. */
  public void erase() throws IOException, InterruptedException {
    String name = URLEncoder.encode(user, StandardCharsets.UTF_8).replace("+", "%20");
    send("DELETE", "/v2/users/" + name, null);
  }

  private JsonNode send(String method, String path, @Nullable Object body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve(path))
            .timeout(TIMEOUT)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    apiKey.ifPresent(key -> request.header("X-API-Key", key));
    HttpResponse<byte[]> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    JsonNode answer = JSON.readTree(response.body());
    if (response.statusCode() != 200) {
      throw new IOException(
          "the server answered "
              + response.statusCode()
              + " "
              + answer.path("error").path("code").asText());
    }
    return answer;
  }
}

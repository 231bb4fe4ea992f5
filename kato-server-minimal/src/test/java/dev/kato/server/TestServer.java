package dev.kato.server;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kato.spi.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A server on a free port, and a client for it that holds every answer against its contract. */
public final class TestServer implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  /** What is tested. */
  public final KatoServer server;

  /** What its answers are held against. */
  public final Contract contract;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private TestServer(KatoServer server) {
    this.server = server;
    this.contract = new Contract(server.routes());
  }

  /** With these variables: name, value, name, value &hellip; */
  public static TestServer start(String... variables) {
    return start(List.of(), variables);
  }

  /** With these dialects and variables. */
  public static TestServer start(List<Dialect> dialects, String... variables) {
    return start(settings(variables), Stores.inMemory(), dialects, Clock.systemUTC());
  }

  /** With this storage, clock and variables. */
  public static TestServer start(Storage storage, Clock clock, String... variables) {
    return start(storage, clock, List.of(), variables);
  }

  /** With this storage, clock, dialects and variables. */
  public static TestServer start(
      Storage storage, Clock clock, List<Dialect> dialects, String... variables) {
    Map<String, String> kinds = Map.of("patterns", "test", "sessions", "test", "vectors", "test");
    return start(settings(variables), new Stores(storage, kinds), dialects, clock);
  }

  private static TestServer start(
      Settings settings, Stores stores, List<Dialect> dialects, Clock clock) {
    try {
      return new TestServer(KatoServer.start(settings, stores, dialects, clock));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Settings settings(String... variables) {
    Settings settings = Settings.local();
    for (int i = 0; i < variables.length; i += 2) {
      settings = settings.with(variables[i], variables[i + 1]);
    }
    return settings;
  }

  /** The address of a path. */
  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  /** Asks. */
  public Answer get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  /** Deletes. */
  public Answer delete(String path) {
    return send("DELETE", path, null);
  }

  /** Without a body. */
  public Answer post(String path) {
    return send("POST", path, null);
  }

  /** With a body: text as it is, bytes as they are, anything else as JSON. */
  public Answer post(String path, Object body, String... headers) {
    return send("POST", path, body, headers);
  }

  /** With a body. */
  public Answer put(String path, Object body) {
    return send("PUT", path, body);
  }

  /** Any request. */
  public Answer send(String method, String path, Object body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes(body)))
            .timeout(Duration.ofSeconds(60));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      Answer answer = new Answer(response.statusCode(), response.headers(), response.body());
      contract.check(method, path, answer);
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(Object body) {
    if (body instanceof byte[] raw) {
      return raw;
    }
    try {
      return body instanceof String text
          ? text.getBytes(StandardCharsets.UTF_8)
          : JSON.writeValueAsBytes(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The path of a new session of this user. */
  public String openSession(String user) {
    return openSession(Map.of("user_id", user));
  }

  /** The path of a new session. */
  public String openSession(Map<String, ?> request) {
    return "/v2/sessions/" + post("/v2/sessions", request).ok().at("/session_id").textValue();
  }

  /** One event. */
  public Answer observe(String session, String... strings) {
    return post(session + "/observe", Map.of("strings", strings));
  }

  @Override
  public void close() {
    server.close();
  }
}

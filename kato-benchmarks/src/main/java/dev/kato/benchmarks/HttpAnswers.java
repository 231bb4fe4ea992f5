package dev.kato.benchmarks;

import dev.kato.cli.StandaloneServer;
import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.server.KatoServer;
import dev.kato.server.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Predictions asked for over HTTP, one after the other, from a server in this process. */
final class HttpAnswers {

  private static final int SESSIONS = 32;
  private static final int WARM_UP = 4;
  private static final int TURNS = 8;
  private static final String USER = "bench";

  private final HttpClient client = HttpClient.newHttpClient();
  private final KatoServer server;

  private HttpAnswers(KatoServer server) {
    this.server = server;
  }

  /** Appends latencies and sizes of answers. */
  static void append(StringBuilder out) throws IOException, InterruptedException {
    out.append(
        String.format(
            "%n## Predictions over HTTP, ZIPF, one client on the same machine%n%n"
                + "| patterns | threshold | answer | p50 ms | p95 ms | bytes sent, median |%n"
                + "|---|---|---|---|---|---|%n"));
    for (int patterns : new int[] {10_000, 100_000, 1_000_000}) {
      Settings settings = Settings.of(Map.of("PORT", "0", "LOG_LEVEL", "WARN"));
      try (KatoServer server = StandaloneServer.start(settings)) {
        new HttpAnswers(server).measure(out, patterns);
      }
    }
  }

  private void measure(StringBuilder out, int patterns) throws IOException, InterruptedException {
    DataSet data = new DataSet(DataSet.Vocabulary.ZIPF, 1);
    List<Pattern> some = fill(data, patterns);
    server.kato().knowledgeBase(USER).load();
    for (String threshold : List.of("0.1", "0.3")) {
      List<String> sessions = new ArrayList<>();
      for (int i = 0; i < SESSIONS; i++) {
        sessions.add(session(threshold, data.stm(some)));
      }
      row(out, patterns, threshold, "whole", sessions, "", "identity");
      row(out, patterns, threshold, "whole, gzip", sessions, "", "gzip");
      row(out, patterns, threshold, "fields=future", sessions, "?fields=future", "identity");
    }
  }

  private List<Pattern> fill(DataSet data, int patterns) {
    List<Pattern> some = new ArrayList<>();
    List<Pattern> batch = new ArrayList<>();
    for (int i = 1; i <= patterns; i++) {
      Pattern pattern = data.named();
      batch.add(pattern);
      if (i % (patterns / 1000) == 0) {
        some.add(pattern);
        server.kato().knowledgeBase(USER).restoreAll(batch);
        batch.clear();
      }
    }
    return some;
  }

  private String session(String threshold, List<Event> state)
      throws IOException, InterruptedException {
    String opened =
        post(
            "/v2/sessions",
            "{\"user_id\": \"%s\", \"config\": {\"min_symbols\": 1, \"recall_threshold\": %s}}"
                .formatted(USER, threshold));
    String id = opened.replaceAll("(?s).*\"session_id\":\"([^\"]*)\".*", "$1");
    for (Event event : state) {
      String strings = "\"" + String.join("\", \"", event.symbols()) + "\"";
      post(
          "/v2/sessions/" + id + "/observe",
          "{\"strings\": [" + strings + "], \"vectors\": [], \"emotives\": {}}");
    }
    return id;
  }

  private void row(
      StringBuilder out,
      int patterns,
      String threshold,
      String name,
      List<String> sessions,
      String query,
      String encoding)
      throws IOException, InterruptedException {
    long[] nanos = new long[TURNS * SESSIONS];
    long[] bytes = new long[TURNS * SESSIONS];
    for (int turn = -WARM_UP * SESSIONS; turn < nanos.length; turn++) {
      String session = sessions.get(Math.floorMod(turn, SESSIONS));
      HttpRequest request =
          request("/v2/sessions/" + session + "/predictions" + query)
              .header("Accept-Encoding", encoding)
              .build();
      long start = System.nanoTime();
      int length = client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body().length;
      if (turn >= 0) {
        nanos[turn] = System.nanoTime() - start;
        bytes[turn] = length;
      }
    }
    Arrays.sort(nanos);
    Arrays.sort(bytes);
    out.append(
        String.format(
            Locale.ROOT,
            "| %d | %s | %s | %.1f | %.1f | %d |%n",
            patterns,
            threshold,
            name,
            nanos[nanos.length / 2] / 1e6,
            nanos[nanos.length * 95 / 100] / 1e6,
            bytes[bytes.length / 2]));
  }

  private String post(String path, String json) throws IOException, InterruptedException {
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.body());
    }
    return answer.body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }
}

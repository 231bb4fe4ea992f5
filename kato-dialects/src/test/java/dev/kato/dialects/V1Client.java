package dev.kato.dialects;

import dev.kato.server.Answer;
import dev.kato.server.TestServer;
import java.util.Map;

/** A client who says who he is in a header. */
record V1Client(TestServer kato, String header, String value) {
  Answer get(String path) {
    return kato.get(path, header, value);
  }

  Answer post(String path) {
    return kato.send("POST", path, null, header, value);
  }

  Answer post(String path, Object body) {
    return kato.post(path, body, header, value);
  }

  Answer observe(String... strings) {
    return post("/observe", Map.of("strings", strings));
  }
}

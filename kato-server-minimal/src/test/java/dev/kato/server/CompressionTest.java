package dev.kato.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large answers are compressed for those who accept it, and are the same when unpacked. */
class CompressionTest extends WithServer {

  private static String predictions;

  @BeforeAll
  static void learn() {
    String session = kato.openSession("compression");
    for (int pattern = 0; pattern < 20; pattern++) {
      kato.observe(session, "a", "b");
      kato.observe(session, "c" + pattern, "d");
      kato.post(session + "/learn").ok();
    }
    kato.observe(session, "a", "b");
    predictions = session + "/predictions";
  }

  /** As a client does that leaves an answer packed. */
  private static Answer get(String path, String accepted) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(kato.uri(path)).header("Accept-Encoding", accepted).build();
    HttpResponse<byte[]> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  private static byte[] unpacked(Answer answer) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gzip", "GZIP", "br, gzip;q=0.5", "*", "identity;q=0.5, *;q=0.1", "gzip; q=0.001"})
  void areCompressedForWhoAcceptsIt(String accepted) throws IOException, InterruptedException {
    Answer plain = kato.get(predictions).ok();
    assertThat(plain.body().length).isGreaterThan(8192);

    Answer packed = get(predictions, accepted);

    assertThat(packed.status()).isEqualTo(200);
    assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(packed.headers().allValues("Vary")).contains("Accept-Encoding");
    assertThat(packed.body().length).isLessThan(plain.body().length / 3);
    assertThat(unpacked(packed)).isEqualTo(plain.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "identity", "br", "gzip;q=0", "*, gzip;q=0.000", "gzip ; q=0", "*;q=0", ";"})
  void areSentAsTheyAreToOthers(String accepted) throws IOException, InterruptedException {
    Answer answer = get(predictions, accepted).ok();

    assertThat(answer.header("Content-Encoding")).isEmpty();
    assertThat(answer.headers().allValues("Vary")).contains("Accept-Encoding");
    assertThat(answer.at("/count").intValue()).isEqualTo(20);
  }

  @Test
  void areTheOnlyOnesThatAre() throws IOException, InterruptedException {
    Answer small = get("/v2/sessions/count", "gzip").ok();
    Answer missing = get("/v2/sessions/none/stm", "gzip");

    assertThat(small.header("Content-Encoding")).isEmpty();
    assertThat(small.header("Vary")).isEmpty();
    missing.failed(404, "SESSION_NOT_FOUND");
  }
}

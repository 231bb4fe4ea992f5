package dev.kato.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/** What a server answered. */
public record Answer(int status, HttpHeaders headers, byte[] body) {

  private static final JsonMapper JSON = new JsonMapper();

  /** The body. */
  public JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(text(), e);
    }
  }

  /** The body. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** A header; empty if it is not there. */
  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /** A field by its path, as {@code /error/code}. */
  public JsonNode at(String pointer) {
    return json().at(pointer);
  }

  /** Fails unless the status is 200. */
  public Answer ok() {
    assertThat(status).as(text()).isEqualTo(200);
    return this;
  }

  /** Fails unless this is the error shape with that status and code. */
  public Answer failed(int expectedStatus, String code) {
    assertThat(status).as(text()).isEqualTo(expectedStatus);
    assertThat(at("/error/code").textValue()).as(text()).isEqualTo(code);
    assertThat(at("/status").intValue()).isEqualTo(expectedStatus);
    assertThat(at("/error/message").textValue()).isNotBlank();
    assertThat(at("/error/details").isObject()).isTrue();
    assertThat(at("/error/trace_id").textValue()).isEqualTo(header("X-Trace-ID"));
    assertThat(at("/detail").isMissingNode()).isFalse();
    return this;
  }
}

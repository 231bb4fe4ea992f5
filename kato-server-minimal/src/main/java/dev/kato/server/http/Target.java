package dev.kato.server.http;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for. The path is read once, here: routing, keys and the bound on requests in
 * flight all go by the same segments.
 *
 * @param path decoded segments; one slash at the end does not count
 * @param query lists of values by name
 */
public record Target(List<String> path, Map<String, List<String>> query) {

  private static final Target LIVE = new Target(List.of("health", "live"), Map.of());
  private static final Target READY = new Target(List.of("health", "ready"), Map.of());

  /**
   * Reads it.
   *
   * @throws HttpFailure if it is not the path of this server, has empty segments or dots for
   *     segments, or is not percent-encoded UTF-8
   */
  public static Target of(URI uri) {
    if (uri.isAbsolute() || uri.getRawAuthority() != null || uri.getRawPath() == null) {
      throw bad("The request should name a path alone");
    }
    List<String> path =
        segments(uri.getRawPath()).stream().map(part -> decode(part, "path")).toList();
    if (path.stream().anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."))) {
      throw bad("A path should have no empty segments, and none that are dots");
    }
    return new Target(path, query(uri.getRawQuery()));
  }

  private static HttpFailure bad(String message) {
    return HttpFailure.invalid(message, "path", "path");
  }

  /** Whether it is one of the two questions that are answered to everybody, however busy. */
  boolean isProbe() {
    return path.equals(LIVE.path) || path.equals(READY.path);
  }

  /** The parts between slashes; one slash at the end does not count. */
  static List<String> segments(String path) {
    String inner = path.startsWith("/") ? path.substring(1) : path;
    if (inner.endsWith("/")) {
      inner = inner.substring(0, inner.length() - 1);
    }
    return inner.isEmpty() ? List.of() : Arrays.asList(inner.split("/", -1));
  }

  private static Map<String, List<String>> query(@Nullable String rawQuery) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    if (rawQuery != null) {
      for (String pair : rawQuery.split("&")) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        query
            .computeIfAbsent(decode(name.replace('+', ' '), "query"), key -> new ArrayList<>())
            .add(decode(value.replace('+', ' '), "query"));
      }
    }
    return query;
  }

  /** Percent-decodes; {@link URI} has refused bad hexadecimal digits already. */
  private static String decode(String text, String place) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer decoded = ByteBuffer.allocate(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '%' && i + 2 < bytes.length) {
        decoded.put(
            (byte) Integer.parseInt(new String(bytes, i + 1, 2, StandardCharsets.US_ASCII), 16));
        i += 2;
      } else {
        decoded.put(bytes[i]);
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
    } catch (CharacterCodingException e) {
      throw HttpFailure.invalid("not percent-encoded UTF-8", "url_encoding", place);
    }
  }
}

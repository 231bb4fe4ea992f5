package dev.kato.server.http;

import com.sun.net.httpserver.Headers;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a request ends. The JDK's server reads some lengths that a proxy in front may read in
 * another way, so that the end of one request would be the beginning of another, hidden one (RFC
 * 9112, 11.2).
 */
final class Framing {

  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}+");
  private static final String LENGTH_HEADER = "Content-Length";
  private static final String CODING_HEADER = "Transfer-Encoding";

  private Framing() {}

  /**
   * Refuses what could be read in two ways.
   *
   * @throws HttpFailure 400 if it could; then the connection must not go on
   */
  static void check(Headers headers) {
    List<String> lengths = headers.getOrDefault(LENGTH_HEADER, List.of());
    List<String> codings = headers.getOrDefault(CODING_HEADER, List.of());
    boolean twice = lengths.size() + codings.size() > 1;
    boolean strange =
        lengths.stream().anyMatch(length -> !LENGTH.matcher(length).matches())
            || codings.stream().anyMatch(coding -> !coding.equalsIgnoreCase("chunked"));
    if (twice || strange) {
      throw HttpFailure.of(400, "BAD_REQUEST", "The length of the body can be read in two ways");
    }
  }

  /**
   * Whether the connection is to be closed behind the answer: the sizes of chunks are read by the
   * JDK's server alone, which takes some for others.
   */
  static boolean endsConnection(Headers headers) {
    return headers.containsKey(CODING_HEADER)
        || headers.getOrDefault(LENGTH_HEADER, List.of()).stream()
            .anyMatch(length -> !LENGTH.matcher(length).matches());
  }
}

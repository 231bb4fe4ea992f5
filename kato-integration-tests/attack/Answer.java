import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What came back for a request.
 *
 * @param outcome the status, or {@code closed}, {@code reset}, {@code refused}, {@code timeout},
 *     {@code unreadable}
 * @param head status line and header fields; empty if none came
 * @param body its first bytes
 * @param took from the opening of the connection to the end of the answer
 */
record Answer(String outcome, String head, byte[] body, Duration took) {

  /** Without an HTTP answer. */
  static Answer none(String outcome, Duration took) {
    return new Answer(outcome, "", new byte[0], took);
  }

  /** The status; 0 if there was no answer. */
  int status() {
    return head.isEmpty() ? 0 : Integer.parseInt(outcome);
  }

  boolean isOk() {
    return status() == 200;
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** What the JDK's server says to what is no HTTP, or no URI, before KATO sees it. */
  boolean isRefusalOfJdk() {
    return text().startsWith("<h1>400 Bad Request</h1>")
        || text().startsWith("<h1>404 Not Found</h1>");
  }

  /** A page for a browser, which no client of an API expects. */
  boolean isHtml() {
    String lower = head.toLowerCase(java.util.Locale.ROOT);
    return lower.contains("content-type: text/html") || text().stripLeading().startsWith("<");
  }

  /** An error that is not in the documented shape. */
  boolean isShapelessError() {
    String text = text();
    boolean documented =
        text.startsWith("{\"error\":{") && text.contains("\"code\"") && text.contains("\"detail\"");
    return status() >= 400 && !documented;
  }

  long millis() {
    return took.toMillis();
  }
}

package dev.kato.server.http;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name of one request, in its answer and in every line logged for it. */
final class TraceId {

  /** Key under which the log has it. */
  static final String KEY = "trace_id";

  static final String HEADER = "X-Trace-ID";

  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  private TraceId() {}

  /** Whether text can stand in a header and a log line. */
  static boolean isHarmless(String text) {
    return HARMLESS.matcher(text).matches();
  }

  /** The caller's if it is harmless, otherwise a new one. */
  static String of(@Nullable String given) {
    return given != null && isHarmless(given) ? given : fresh();
  }

  /** Unlike others', but no secret: it need not wait for the one source of secure numbers. */
  private static String fresh() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of();
    return "kato-" + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }
}

package dev.kato.server.http;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Compresses large answers for clients that accept it (RFC 9110, 12.5.3 and 8.4.1). */
final class Compression {

  /** Shorter answers cost more time than they save. */
  static final int LEAST_BYTES = 8192;

  private static final Set<String> NO_WEIGHTS = Set.of("0", "0.", "0.0", "0.00", "0.000");

  private Compression() {}

  /** Whether an answer that is long enough would be compressed for a client that accepts it. */
  static boolean isFor(Response response) {
    String type = response.headers().getOrDefault("Content-Type", "");
    return type.startsWith("application/json") || type.startsWith("text/");
  }

  /** Whether a client takes gzip: by that name, else by {@code *}, and not with weight 0. */
  static boolean isAccepted(Headers request) {
    Boolean any = null;
    for (String header : request.getOrDefault("Accept-Encoding", List.of())) {
      for (String coding : header.toLowerCase(Locale.ROOT).split(",", -1)) {
        int end = coding.indexOf(';');
        String name = (end < 0 ? coding : coding.substring(0, end)).strip();
        boolean accepted = end < 0 || !hasNoWeight(coding.substring(end + 1));
        if (name.equals("gzip") || name.equals("x-gzip")) {
          return accepted;
        }
        if (name.equals("*")) {
          any = accepted;
        }
      }
    }
    return Boolean.TRUE.equals(any);
  }

  private static boolean hasNoWeight(String parameters) {
    for (String parameter : parameters.split(";", -1)) {
      int equals = parameter.indexOf('=');
      if (equals > 0 && parameter.substring(0, equals).strip().equals("q")) {
        return NO_WEIGHTS.contains(parameter.substring(equals + 1).strip());
      }
    }
    return false;
  }

  /** Compresses what is written to it; closing it closes {@code out}. */
  static OutputStream to(OutputStream out) throws IOException {
    return new Fast(out);
  }

  /** Numbers compress little better with more effort. */
  private static final class Fast extends GZIPOutputStream {
    Fast(OutputStream to) throws IOException {
      super(to, LEAST_BYTES);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}

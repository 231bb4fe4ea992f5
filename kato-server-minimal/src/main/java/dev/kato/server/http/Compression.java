package dev.kato.server.http;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Compresses large answers for clients that accept it (RFC 9110, 12.5.3 and 8.4.1). */
final class Compression {

  /** Shorter answers cost more time than they save. */
  static final int LEAST_BYTES = 8192;

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
      for (String coding : header.split(",", -1)) {
        String[] parts = coding.strip().toLowerCase(Locale.ROOT).split("\\s*;\\s*", -1);
        if (parts[0].equals("gzip") || parts[0].equals("x-gzip")) {
          return !hasNoWeight(parts);
        }
        if (parts[0].equals("*")) {
          any = !hasNoWeight(parts);
        }
      }
    }
    return Boolean.TRUE.equals(any);
  }

  private static boolean hasNoWeight(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      if (parts[i].matches("q\\s*=\\s*0(\\.0{0,3})?")) {
        return true;
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

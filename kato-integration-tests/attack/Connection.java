import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** One connection to the server, on which anything can be sent. Not thread-safe. */
final class Connection implements AutoCloseable {

  private static final int KEPT_OF_BODY = 1 << 20;
  private static final int LONGEST_LINE = 1 << 16;

  private final Socket socket;
  private final long opened;
  private final byte[] buffer = new byte[8192];
  private int from;
  private int to;
  private long deadline;
  private boolean reusable = true;

  Connection(Socket socket, long opened) {
    this.socket = socket;
    this.opened = opened;
  }

  /** Sends these bytes as they are. */
  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Sends a text of Latin-1 characters, one byte for each. */
  void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Whether another request may be sent after the last answer. */
  boolean isReusable() {
    return reusable;
  }

  /** The next answer, however it ends; failures of the connection are outcomes, too. */
  Answer read(Duration patience, boolean withBody) {
    return read(patience, withBody, opened);
  }

  /** The same, for a request that was sent at this time on a connection that is used again. */
  Answer read(Duration patience, boolean withBody, long since) {
    deadline = System.nanoTime() + patience.toNanos();
    StringBuilder head = new StringBuilder();
    try {
      String status = status(head);
      byte[] body = withBody ? body(head.toString()) : new byte[0];
      reusable &= !field(head.toString(), "connection").equals("close");
      return new Answer(status, head.toString(), body, since(since));
    } catch (IOException | NumberFormatException e) {
      reusable = false;
      return Answer.none(outcome(e), since(since));
    }
  }

  /** What a failure of a connection is called in the table. */
  static String outcome(Exception failure) {
    if (failure instanceof SocketTimeoutException) {
      return "timeout";
    } else if (failure instanceof EOFException) {
      return "closed";
    } else if (failure instanceof java.net.ConnectException) {
      return "refused";
    }
    return failure instanceof IOException ? "reset" : "unreadable";
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private String status(StringBuilder head) throws IOException {
    while (true) {
      head.setLength(0);
      String line = line();
      if (!line.startsWith("HTTP/1.") || line.length() < 12) {
        throw new NumberFormatException(line);
      }
      String status = Integer.toString(Integer.parseInt(line.substring(9, 12)));
      for (; !line.isEmpty(); line = line()) {
        head.append(line).append('\n');
      }
      if (!status.equals("100")) {
        return status;
      }
    }
  }

  private byte[] body(String head) throws IOException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    String length = field(head, "content-length");
    if (!length.isEmpty()) {
      copy(Long.parseLong(length), kept);
    } else if (field(head, "transfer-encoding").equals("chunked")) {
      for (long size = chunk(); size > 0; size = chunk()) {
        copy(size, kept);
        line();
      }
      line();
    } else if (!head.startsWith("HTTP/1.1 204")) {
      reusable = false;
      copyToEnd(kept);
    }
    return kept.toByteArray();
  }

  private long chunk() throws IOException {
    return Long.parseLong(line().split(";", 2)[0].strip(), 16);
  }

  private void copy(long count, ByteArrayOutputStream kept) throws IOException {
    for (long left = count; left > 0; ) {
      fill();
      int some = (int) Math.min(left, to - from);
      kept.write(buffer, from, Math.min(some, Math.max(0, KEPT_OF_BODY - kept.size())));
      from += some;
      left -= some;
    }
  }

  private void copyToEnd(ByteArrayOutputStream kept) throws IOException {
    try {
      copy(Long.MAX_VALUE, kept);
    } catch (EOFException end) {
      // This is how such a body ends.
    }
  }

  private static String field(String head, String name) {
    for (String line : head.split("\n")) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).equalsIgnoreCase(name)) {
        return line.substring(colon + 1).strip().toLowerCase(Locale.ROOT);
      }
    }
    return "";
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.length() < LONGEST_LINE) {
      fill();
      char next = (char) (buffer[from++] & 0xff);
      if (next == '\n') {
        return line.toString().stripTrailing();
      }
      line.append(next);
    }
    throw new NumberFormatException("a line without end");
  }

  private void fill() throws IOException {
    if (from < to) {
      return;
    }
    long left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException();
    }
    socket.setSoTimeout((int) left);
    from = 0;
    to = Math.max(0, socket.getInputStream().read(buffer));
    if (to == 0) {
      throw new EOFException();
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // Gone is gone.
    }
  }
}

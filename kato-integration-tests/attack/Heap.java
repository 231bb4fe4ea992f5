import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/** The server's heap: read from its metrics, and collected by jcmd where the process can be had. */
final class Heap {

  private static final String USED = "jvm_memory_used_bytes{area=\"heap\"";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MB = 1 << 20;

  /** Megabytes before, at the highest and after; -1 where they could not be read. */
  record Use(long before, long peak, long after, boolean collected) {
    @Override
    public String toString() {
      return shown(before) + "/" + shown(peak) + "/" + shown(after);
    }

    private static String shown(long value) {
      return value < 0 ? "–" : Long.toString(value);
    }
  }

  private final Wire wire;
  private final OptionalLong process;
  private volatile boolean watching;
  private volatile long peak;
  private Thread thread;

  /** Of the server at the end of this wire. */
  Heap(Wire wire, OptionalLong process) {
    this.wire = wire;
    boolean here = wire.address().getAddress().isLoopbackAddress();
    this.process = here && process.isEmpty() ? listener(wire.address().getPort()) : process;
  }

  boolean canCollect() {
    return process.isPresent();
  }

  /** The text of the metrics; empty if it may not be read. */
  static String metrics(Wire wire) {
    byte[] request = wire.request("GET", "/metrics", "Accept: text/plain\r\n", new byte[0]);
    Answer answer = wire.exchange(PATIENCE, request, true);
    return answer.isOk() ? answer.text() : "";
  }

  /** Megabytes in use; -1 if they may not be read. */
  long used() {
    double bytes =
        metrics(wire)
            .lines()
            .filter(line -> line.startsWith(USED))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .sum();
    return bytes == 0 ? -1 : (long) bytes / MB;
  }

  /** Collects garbage, if that can be done from here, and reads. */
  long settled() {
    process.ifPresent(Heap::collect);
    return used();
  }

  /** The same, as soon as it is back to what it was, or when the time for that is over. */
  long settled(long before) throws InterruptedException {
    long end = System.nanoTime() + Rules.HEAP_BACK_MS * 1_000_000L;
    long now = settled();
    while (!Rules.isBack(before, now) && System.nanoTime() < end) {
      Thread.sleep(1000);
      now = settled();
    }
    return now;
  }

  /** Reads once a second from now on. */
  void watch() {
    peak = -1;
    watching = true;
    thread = new Thread(this::readOn, "heap");
    thread.setDaemon(true);
    thread.start();
  }

  /** Stops reading; the highest that was seen. */
  long peak() throws InterruptedException {
    watching = false;
    thread.interrupt();
    thread.join();
    return peak;
  }

  private void readOn() {
    while (watching) {
      peak = Math.max(peak, used());
      try {
        Thread.sleep(1000);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static void collect(long process) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      Process run =
          new ProcessBuilder(jcmd, Long.toString(process), "GC.run")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!run.waitFor(10, java.util.concurrent.TimeUnit.SECONDS)) {
        run.destroyForcibly();
      }
    } catch (IOException e) {
      // Then the heap is read as it is.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The process of ours that listens on a port of this machine, by proc(5). */
  private static OptionalLong listener(int port) {
    String inode = inode(port);
    if (inode.isEmpty()) {
      return OptionalLong.empty();
    }
    return ProcessHandle.allProcesses()
        .mapToLong(ProcessHandle::pid)
        .filter(pid -> holds(pid, "socket:[" + inode + "]"))
        .findFirst();
  }

  private static String inode(int port) {
    String shown = String.format(Locale.ROOT, ":%04X", port);
    for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
      try {
        for (String line : Files.readAllLines(Path.of(table))) {
          String[] columns = line.strip().split("\\s+");
          if (columns[1].endsWith(shown) && columns[3].equals("0A")) {
            return columns[9];
          }
        }
      } catch (IOException e) {
        // Not Linux, or no IPv6.
      }
    }
    return "";
  }

  private static boolean holds(long pid, String link) {
    Path files = Path.of("/proc", Long.toString(pid), "fd");
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(files)) {
      for (Path descriptor : descriptors) {
        if (Files.readSymbolicLink(descriptor).toString().equals(link)) {
          return true;
        }
      }
    } catch (IOException | RuntimeException e) {
      // Another user's process, or one that has just ended.
    }
    return false;
  }
}

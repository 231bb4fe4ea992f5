package dev.kato.server.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which clients are still connected, by the kernel's table of TCP connections: the JDK's server
 * does not tell that a client has gone while its request is worked on. Linux only (proc(5), {@code
 * /proc/net/tcp}).
 */
final class ConnectionTable {

  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
  private static final String ESTABLISHED = "01";
  private static final int REMOTE = 2;
  private static final int STATE = 3;
  private static final String MAPPED = "0000000000000000FFFF0000";

  private final Set<String> clients;

  private ConnectionTable(Set<String> clients) {
    this.clients = clients;
  }

  /** As it is now; empty where there is none. Costs a microsecond or two for each connection. */
  static Optional<ConnectionTable> read() {
    List<Path> tables = TABLES.stream().filter(Files::isReadable).toList();
    Set<String> clients = new HashSet<>();
    try {
      for (Path table : tables) {
        try (Stream<String> lines = Files.lines(table, StandardCharsets.US_ASCII)) {
          lines.skip(1).map(String::strip).forEach(line -> add(clients, line));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
    return tables.isEmpty() ? Optional.empty() : Optional.of(new ConnectionTable(clients));
  }

  private static void add(Set<String> clients, String line) {
    List<String> columns = columns(line);
    if (columns.size() > STATE && columns.get(STATE).equals(ESTABLISHED)) {
      clients.add(columns.get(REMOTE));
    }
  }

  private static List<String> columns(String line) {
    List<String> columns = new ArrayList<>();
    int from = 0;
    while (columns.size() <= STATE && from < line.length()) {
      int to = line.indexOf(' ', from);
      columns.add(line.substring(from, to < 0 ? line.length() : to));
      from = to < 0 ? line.length() : to + 1;
    }
    return columns;
  }

  /** Whether the client has closed its side, or its host has, or the connection is broken. */
  boolean isGone(InetSocketAddress client) {
    String shown = shown(client);
    boolean connected =
        clients.contains(shown)
            || (client.getAddress() instanceof Inet4Address && clients.contains(MAPPED + shown));
    return !connected;
  }

  /** An address as the table has it: words of four bytes, each as this machine has it in memory. */
  private static String shown(InetSocketAddress client) {
    byte[] bytes = client.getAddress().getAddress();
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < bytes.length; i++) {
      int place = little ? i / 4 * 4 + 3 - i % 4 : i;
      shown.append(String.format(Locale.ROOT, "%02X", bytes[place] & 0xff));
    }
    return shown.append(String.format(Locale.ROOT, ":%04X", client.getPort())).toString();
  }
}

package dev.kato.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A wire between a driver and its server that can be cut. Listens on a free port of the loopback
 * address and passes bytes both ways. Safe for any number of threads.
 */
public final class TcpProxy implements AutoCloseable {

  private final ServerSocket listener;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable Ambush> ambush = new AtomicReference<>();
  private volatile InetSocketAddress target;
  private volatile boolean down;
  private boolean paused;

  /** A request whose answer shall be lost. */
  private record Ambush(String marker, CountDownLatch done) {}

  private TcpProxy(InetSocketAddress target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  /** A wire to this port of the loopback address. */
  public static TcpProxy to(int port) {
    try {
      TcpProxy proxy = new TcpProxy(loopback(port));
      daemon(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return listener.getLocalPort();
  }

  /** New connections go to another port, as of a server that was started again. */
  public void redirect(int port) {
    target = loopback(port);
  }

  /** Keeps connections open, but passes nothing until {@link #resume}. */
  public synchronized void pause() {
    paused = true;
  }

  /** Ends {@link #pause}; what was held back is passed. */
  public synchronized void resume() {
    paused = false;
    notifyAll();
  }

  /** Cuts all connections; new ones work. */
  public void cut() {
    connections.forEach(Connection::close);
  }

  /** Cuts all connections, and new ones at once, until {@link #restore}. */
  public void takeDown() {
    down = true;
    cut();
  }

  /** Ends {@link #takeDown}. */
  public void restore() {
    down = false;
  }

  /**
   * Passes the next request whose bytes contain {@code marker} to the server, and cuts its
   * connection when the server answers: the request took effect, and nobody knows.
   *
   * @return counted down when that has happened
   */
  public CountDownLatch cutAfterForwarding(String marker) {
    Ambush laid = new Ambush(marker, new CountDownLatch(1));
    ambush.set(laid);
    return laid.done;
  }

  /** Cuts everything and stops listening. */
  @Override
  public void close() {
    down = true;
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
    resume();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        if (down) {
          client.close();
        } else {
          daemon(() -> connect(client));
        }
      } catch (IOException e) {
        // The listener was closed, or one client is gone already.
      }
    }
  }

  private void connect(Socket client) {
    Socket server = new Socket();
    Connection connection = new Connection(client, server);
    connections.add(connection);
    try {
      if (down) {
        throw new IOException("taken down");
      }
      awaitNotPaused();
      server.connect(target);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      daemon(connection::passAnswers);
      connection.passRequests();
    } catch (IOException e) {
      connection.close();
    }
  }

  private synchronized void awaitNotPaused() throws IOException {
    while (paused) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "tcp-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private final class Connection {

    private final Socket client;
    private final Socket server;
    private volatile @Nullable Ambush caught;

    Connection(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void passRequests() {
      pass(client, server, this::noticeRequest);
    }

    void passAnswers() {
      pass(server, client, answer -> caught == null);
    }

    /** Lets every request pass, but remembers one that was waited for. */
    private boolean noticeRequest(byte[] request) {
      Ambush laid = ambush.get();
      if (laid != null
          && new String(request, StandardCharsets.ISO_8859_1).contains(laid.marker)
          && ambush.compareAndSet(laid, null)) {
        caught = laid;
      }
      return true;
    }

    private void pass(Socket from, Socket to, Inspector inspector) {
      byte[] buffer = new byte[1 << 16];
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          awaitNotPaused();
          if (!inspector.lets(Arrays.copyOf(buffer, count))) {
            return;
          }
          out.write(buffer, 0, count);
        }
      } catch (IOException e) {
        // One side is gone: the other goes too.
      } finally {
        close();
      }
    }

    void close() {
      connections.remove(this);
      closeQuietly(client);
      closeQuietly(server);
      Ambush sprung = caught;
      if (sprung != null) {
        sprung.done.countDown();
      }
    }

    private void closeQuietly(Socket socket) {
      try {
        socket.close();
      } catch (IOException e) {
        // It is of no use any more either way.
      }
    }
  }

  @FunctionalInterface
  private interface Inspector {

    boolean lets(byte[] bytes);
  }
}

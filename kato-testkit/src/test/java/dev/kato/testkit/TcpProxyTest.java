package dev.kato.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {

  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private ServerSocket server;
  private TcpProxy proxy;

  @BeforeEach
  void startAnEchoServer() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    proxy = TcpProxy.to(server.getLocalPort());
    Thread acceptor = new Thread(this::accept);
    acceptor.setDaemon(true);
    acceptor.start();
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    server.close();
  }

  @Test
  void bytesPassBothWays() throws IOException {
    try (Socket client = connect()) {
      assertThat(ask(client, "hello")).isEqualTo("hello");
    }
  }

  @Test
  void aCutConnectionIsGoneAndANewOneWorks() throws IOException {
    try (Socket client = connect()) {
      ask(client, "hello");
      proxy.cut();
      assertThatThrownBy(() -> ask(client, "again")).isInstanceOf(IOException.class);
    }
    try (Socket client = connect()) {
      assertThat(ask(client, "new")).isEqualTo("new");
    }
  }

  @Test
  void whatIsTakenDownComesBackWhenItIsRestored() throws IOException {
    proxy.takeDown();
    try (Socket client = connect()) {
      assertThatThrownBy(() -> ask(client, "hello")).isInstanceOf(IOException.class);
    }
    proxy.restore();
    try (Socket client = connect()) {
      assertThat(ask(client, "hello")).isEqualTo("hello");
    }
  }

  @Test
  void aPausedConnectionHoldsItsBytes() throws IOException {
    try (Socket client = connect()) {
      ask(client, "hello");
      proxy.pause();
      client.setSoTimeout(50);
      assertThatThrownBy(() -> ask(client, "held")).isInstanceOf(SocketTimeoutException.class);
      proxy.resume();
      client.setSoTimeout(5_000);
      assertThat(answer(client)).isEqualTo("held");
    }
  }

  @Test
  void theMarkedRequestReachesTheServerButItsAnswerIsLost() throws Exception {
    try (Socket client = connect()) {
      CountDownLatch cut = proxy.cutAfterForwarding("mark");
      assertThat(ask(client, "plain")).isEqualTo("plain");
      assertThatThrownBy(() -> ask(client, "a mark")).isInstanceOf(IOException.class);
      assertThat(cut.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(requests).contains("a mark");
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setSoTimeout(5_000);
    return socket;
  }

  private static String ask(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    return answer(socket);
  }

  private static String answer(Socket socket) throws IOException {
    byte[] buffer = new byte[100];
    int count = socket.getInputStream().read(buffer);
    if (count < 0) {
      throw new IOException("closed");
    }
    return new String(buffer, 0, count, StandardCharsets.UTF_8);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread echo = new Thread(() -> echo(client));
        echo.setDaemon(true);
        echo.start();
      } catch (IOException e) {
        // The test is over.
      }
    }
  }

  private void echo(Socket client) {
    byte[] buffer = new byte[100];
    try (client) {
      InputStream in = client.getInputStream();
      OutputStream out = client.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        requests.add(new String(buffer, 0, count, StandardCharsets.UTF_8));
        out.write(buffer, 0, count);
      }
    } catch (IOException e) {
      // The client was cut off.
    }
  }
}

package dev.kato.storage.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A lettuce client set up so that nothing waits for ever and a connection comes back at once. */
final class OwnClient {

  private static final Duration RECONNECT_DELAY = Duration.ofMillis(200);

  private final ClientResources resources =
      ClientResources.builder().reconnectDelay(Delay.constant(RECONNECT_DELAY)).build();
  private final RedisClient client = RedisClient.create(resources);
  private final Duration timeout;

  OwnClient(Duration timeout, Duration connectTimeout) {
    this.timeout = timeout;
    client.setOptions(
        ClientOptions.builder()
            .autoReconnect(true)
            .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
            .timeoutOptions(TimeoutOptions.enabled(timeout))
            .socketOptions(
                SocketOptions.builder().connectTimeout(connectTimeout).keepAlive(true).build())
            .build());
  }

  RedisClient client() {
    return client;
  }

  void close() {
    client.shutdown(0, timeout.toMillis(), TimeUnit.MILLISECONDS);
    resources
        .shutdown(0, timeout.toMillis(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(timeout.toMillis());
  }
}

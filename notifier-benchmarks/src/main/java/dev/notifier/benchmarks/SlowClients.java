package dev.notifier.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Measures {@link NormalCalls} of an api while slow clients send a byte a second and connect again
 * when they are closed. Arguments: address of the api, address of its health, API key, number of
 * slow clients, {@code key} or {@code nokey} for those, seconds. Run it against a simulator only:
 * the messages are sent.
 */
public final class SlowClients {
  private static final Duration SLOW_PERIOD = Duration.ofSeconds(1);

  private final URI api;
  private final String key;
  private final NormalCalls calls;
  private final AtomicBoolean ended = new AtomicBoolean();

  private SlowClients(URI api, URI health, String key) {
    this.api = api;
    this.key = key;
    this.calls = new NormalCalls(api, health, key);
  }

  /** Runs one measurement and prints a line of a table for normal calls and one for health. */
  public static void main(String[] args) throws IOException, InterruptedException {
    SlowClients run = new SlowClients(URI.create(args[0]), URI.create(args[1]), args[2]);
    run.run(Integer.parseInt(args[3]), args[4].equals("key"), Integer.parseInt(args[5]));
  }

  private void run(int clients, boolean withKey, int seconds) throws InterruptedException {
    Thread slow = Thread.ofPlatform().start(() -> sendSlowly(clients, withKey));
    Thread.sleep(Duration.ofSeconds(clients == 0 ? 1 : 4));
    calls.run(seconds);
    ended.set(true);
    slow.join();
    String name = clients + (withKey ? " with a key" : " without a key");
    calls.print(name, System.out);
  }

  private void sendSlowly(int clients, boolean withKey) {
    @Nullable SocketChannel[] channels = new @Nullable SocketChannel[clients];
    try {
      while (!ended.get()) {
        for (int i = 0; i < clients && !ended.get(); i++) {
          channels[i] = sendByte(channels[i], withKey, i % 2 == 0);
        }
        Thread.sleep(SLOW_PERIOD);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      for (SocketChannel channel : channels) {
        close(channel);
      }
    }
  }

  /** Sends one byte; connects again if the api has closed the connection. */
  private @Nullable SocketChannel sendByte(
      @Nullable SocketChannel channel, boolean withKey, boolean headersOnly) {
    try {
      if (channel == null) {
        return connect(withKey, headersOnly);
      }
      if (channel.read(ByteBuffer.allocate(4_096)) >= 0) {
        channel.write(ByteBuffer.wrap(new byte[] {'a'}));
        return channel;
      }
    } catch (IOException e) {
      // Connects again the next time.
    }
    close(channel);
    return null;
  }

  private SocketChannel connect(boolean withKey, boolean headersOnly) throws IOException {
    SocketChannel channel = SocketChannel.open(new InetSocketAddress(api.getHost(), api.getPort()));
    channel.configureBlocking(false);
    String head =
        "POST /v1/events HTTP/1.1\r\nHost: a\r\nContent-Type: application/cloudevents-batch+json\r\n"
            + (withKey ? "Authorization: Bearer " + key + "\r\n" : "")
            + "Content-Length: 1000000\r\n"
            + (headersOnly && !withKey ? "X-A: " : "\r\n[");
    channel.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
    return channel;
  }

  private static void close(@Nullable SocketChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // It is closed.
    }
  }
}

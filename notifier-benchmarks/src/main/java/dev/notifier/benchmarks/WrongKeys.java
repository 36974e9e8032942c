package dev.notifier.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Measures {@link NormalCalls} of an api on this machine while others try wrong keys, each over a
 * connection of its own, from {@value #ADDRESSES} addresses of the loopback network; it prints how
 * many were tried and with which status. Arguments: address of the api, address of its health, API
 * key, tries a second, seconds. Run it against a simulator only: the messages are sent.
 */
public final class WrongKeys {
  private static final int ADDRESSES = 200;
  private static final int THREADS = 8;
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final int STATUS_END = 12;

  private final URI api;
  private final int rate;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicLong next = new AtomicLong();
  private final long begun = System.nanoTime();
  private final Map<String, LongAdder> statuses = new ConcurrentSkipListMap<>();

  private WrongKeys(URI api, int rate) {
    this.api = api;
    this.rate = rate;
  }

  /** Runs one measurement and prints its table. */
  public static void main(String[] args) throws InterruptedException {
    URI api = URI.create(args[0]);
    NormalCalls calls = new NormalCalls(api, URI.create(args[1]), args[2]);
    WrongKeys tries = new WrongKeys(api, Integer.parseInt(args[3]));
    Thread[] threads = new Thread[THREADS];
    for (int i = 0; i < THREADS; i++) {
      threads[i] = Thread.ofPlatform().start(tries::run);
    }
    Thread.sleep(Duration.ofSeconds(2));
    int seconds = Integer.parseInt(args[4]);
    calls.run(seconds);
    tries.ended.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    calls.print(args[3] + " wrong keys a second", System.out);
    System.out.println(
        "tried "
            + tries.statuses
            + " in "
            + Duration.ofNanos(System.nanoTime() - tries.begun).toSeconds()
            + " s");
  }

  private void run() {
    try {
      while (!ended.get()) {
        if (rate == 0) {
          Thread.sleep(Duration.ofSeconds(1));
          continue;
        }
        long number = next.getAndIncrement();
        long wait = begun + number * 1_000_000_000L / rate - System.nanoTime();
        if (wait > 0) {
          Thread.sleep(Duration.ofNanos(wait));
        }
        String status;
        try {
          status = attempt(number);
        } catch (IOException e) {
          status = e.getClass().getSimpleName();
        }
        statuses.computeIfAbsent(status, _ -> new LongAdder()).increment();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String attempt(long number) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setReuseAddress(true);
      byte last = (byte) (2 + number % ADDRESSES);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 1, last}), 0));
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(new InetSocketAddress(api.getHost(), api.getPort()), TIMEOUT_MILLIS);
      String request =
          "GET /v1/notifications?source=/a&id=a HTTP/1.1\r\nHost: "
              + api.getAuthority()
              + "\r\nAuthorization: Bearer wrong-key-with-forty-three-characters-"
              + number
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      byte[] response = in.readAllBytes();
      return response.length < STATUS_END
          ? "closed"
          : new String(response, 0, STATUS_END, StandardCharsets.US_ASCII).substring(9);
    }
  }
}

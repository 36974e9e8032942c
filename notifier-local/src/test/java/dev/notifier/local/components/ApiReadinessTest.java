package dev.notifier.local.components;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiReadinessTest {
  private final AtomicInteger requests = new AtomicInteger();
  private volatile int readyAfter = Integer.MAX_VALUE;
  private HttpServer api;

  @BeforeEach
  void start() throws Exception {
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext(
        "/actuator/health/readiness",
        exchange -> {
          exchange.sendResponseHeaders(requests.incrementAndGet() > readyAfter ? 200 : 503, -1);
          exchange.close();
        });
    api.start();
  }

  @AfterEach
  void stop() {
    api.stop(0);
  }

  @Test
  void waitsUntilTheApiIsReady() throws Exception {
    readyAfter = 3;
    assertThat(readiness().await(() -> false)).isTrue();
    assertThat(requests).hasValue(4);
  }

  @Test
  void endsWhenTheStartIsStopped() throws Exception {
    assertThat(readiness().await(() -> requests.get() >= 2)).isFalse();
  }

  private ApiReadiness readiness() {
    return new ApiReadiness("http://127.0.0.1:" + api.getAddress().getPort());
  }
}

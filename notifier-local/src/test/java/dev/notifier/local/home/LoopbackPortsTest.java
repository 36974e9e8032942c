package dev.notifier.local.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class LoopbackPortsTest {
  @Test
  void everyPortIsGivenOnce() throws Exception {
    var ports = new HashSet<Integer>();
    for (var i = 0; i < 300; i++) {
      assertThat(ports.add(LoopbackPorts.free())).isTrue();
    }
  }

  @Test
  void aPortOnWhichAServerListensIsNotFree() throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(LoopbackPorts.isFree(server.getLocalPort())).isFalse();
      assertThat(LoopbackPorts.free()).isNotEqualTo(server.getLocalPort());
    }
  }

  /** A process that was just started may have inherited the socket of such a check. */
  @Test
  void aPortThatIsOnlyBoundIsFree() throws IOException {
    var port = LoopbackPorts.free();
    try (var bound = new Socket()) {
      bound.setReuseAddress(true);
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));

      assertThat(LoopbackPorts.isFree(port)).isTrue();
      try (var server = new ServerSocket()) {
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        assertThat(LoopbackPorts.isFree(port)).isFalse();
      }
    }
  }
}

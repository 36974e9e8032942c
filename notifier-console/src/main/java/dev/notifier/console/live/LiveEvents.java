package dev.notifier.console.live;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Server-sent events, as bytes that all connections share. Do not change them. */
final class LiveEvents {
  /** What a proxy must not cut is never silent. */
  static final byte[] HEARTBEAT = bytes(":\n\n");

  /** The first line: how long a browser waits before it connects again. */
  static final byte[] OPEN = bytes("retry: 5000\n\n");

  /** The session has ended. */
  static final byte[] SIGNED_OUT = bytes("event: signed-out\ndata:\n\n");

  private LiveEvents() {}

  /** All parts of a page. */
  static byte[] parts(List<String> html) {
    StringBuilder event = new StringBuilder("event: parts\n");
    for (String part : html) {
      part.lines().forEach(line -> event.append("data: ").append(line).append('\n'));
    }
    return bytes(event.append('\n').toString());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

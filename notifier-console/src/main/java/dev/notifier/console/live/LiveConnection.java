package dev.notifier.console.live;

import dev.notifier.console.web.Viewer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter.DataWithMediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * A page in a browser. A slow browser gets the newest event and misses others, which does not
 * matter because each is complete; and it slows down no other one. Thread-safe.
 */
final class LiveConnection {
  private final long number;
  private final LivePage page;
  private final SseEmitter emitter;
  private final Executor sender;

  private volatile Viewer viewer;
  private volatile boolean gone;
  private byte @Nullable [] next;
  private byte @Nullable [] last;
  private long lastTick;
  private boolean sending;
  private boolean ended;

  /**
   * A page.
   *
   * @param number larger than those of older ones
   */
  LiveConnection(long number, LivePage page, Viewer viewer, SseEmitter emitter, Executor sender) {
    this.number = number;
    this.page = page;
    this.viewer = viewer;
    this.emitter = emitter;
    this.sender = sender;
  }

  long number() {
    return number;
  }

  LivePage page() {
    return page;
  }

  Viewer viewer() {
    return viewer;
  }

  void viewer(Viewer changed) {
    viewer = changed;
  }

  /** Whether the browser has closed it. */
  boolean isGone() {
    return gone;
  }

  /** What it shows. */
  List<LiveSource<?>> sources() {
    return LivePage.sourcesOf(page.partsFor(viewer.account()));
  }

  /**
   * Whose documents it shows: the name of a tenant; without one, what no other session has and no
   * tenant is called. People who practise see those of the test tenant.
   */
  String tenant() {
    Viewer now = viewer;
    String tenant = now.account().tenant();
    String data = tenant == null || tenant.isEmpty() ? "session " + now.cookie() : tenant;
    return now.caller().practice() ? "practice " + data : data;
  }

  /**
   * Sends an event, unless it is the one before.
   *
   * @param heartbeatTicks after how many ticks without an event a comment is sent
   */
  synchronized void send(byte[] event, long tick, int heartbeatTicks) {
    if (!Arrays.equals(event, last)) {
      last = event;
      lastTick = tick;
      start(event);
    } else {
      keepOpen(tick, heartbeatTicks);
    }
  }

  /** Sends a comment if nothing was sent for a while, and nothing is being sent. */
  synchronized void keepOpen(long tick, int heartbeatTicks) {
    if (!sending && tick - lastTick >= heartbeatTicks) {
      lastTick = tick;
      start(LiveEvents.HEARTBEAT);
    }
  }

  /** Sends the last event, and closes the connection. */
  synchronized void end(byte[] event) {
    if (!ended) {
      start(event);
      ended = true;
    }
  }

  private void start(byte[] event) {
    if (ended) {
      return;
    }
    next = event;
    if (!sending) {
      sending = true;
      sender.execute(this::sendAll);
    }
  }

  private void sendAll() {
    byte[] event = take();
    while (event != null) {
      try {
        emitter.send(Set.of(new DataWithMediaType(event, MediaType.APPLICATION_OCTET_STREAM)));
      } catch (IOException | IllegalStateException e) {
        gone = true;
        return;
      }
      event = take();
    }
  }

  private synchronized byte @Nullable [] take() {
    byte[] event = next;
    next = null;
    if (event == null) {
      sending = false;
      if (ended) {
        emitter.complete();
      }
    }
    return event;
  }
}

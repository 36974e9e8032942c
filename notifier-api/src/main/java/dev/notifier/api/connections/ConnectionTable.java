package dev.notifier.api.connections;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All open connections. Where there are too many, the oldest one without a key is closed and the
 * new one is kept: a client with a key proves itself within milliseconds, so it is served even
 * while others open connections and send nothing. Thread-safe.
 */
public final class ConnectionTable {
  /** Requests that follow each other faster are one piece of work: the client sent them at once. */
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final ConnectionLimits limits;
  private final LongSupplier nanos;
  private final Map<RemoteEnd, Connection> open = new HashMap<>();
  private final Map<String, OfAddress> addresses = new HashMap<>();
  private final Set<Connection> unknown = new LinkedHashSet<>();

  /**
   * @param nanos a monotonic clock
   */
  public ConnectionTable(ConnectionLimits limits, LongSupplier nanos) {
    this.limits = limits;
    this.nanos = nanos;
  }

  /** Closes a connection. Runs at any time, and may run before the table knows the connection. */
  @FunctionalInterface
  interface Closing {
    /**
     * Closes it.
     *
     * @param atOnce whether a thread that waits for the client must not wait longer; otherwise the
     *     response is awaited
     */
    void close(boolean atOnce);
  }

  /** An open connection; guarded by the table. */
  private static final class Connection {
    final RemoteEnd key;
    final Closing close;
    boolean known;
    boolean busy;
    long busySince;
    long busyBefore;
    long idleSince;

    Connection(RemoteEnd key, Closing close, long now) {
      this.key = key;
      this.close = close;
      this.idleSince = now;
    }
  }

  /** The connections of one address, those that are not known in the order of their age. */
  private static final class OfAddress {
    final Set<Connection> unknown = new LinkedHashSet<>();
    int all;
  }

  /**
   * Adds a new connection.
   *
   * @return false if it must be refused
   */
  boolean opened(RemoteEnd key, Closing close) {
    @Nullable Connection victim;
    synchronized (this) {
      OfAddress address = addresses.computeIfAbsent(key.address(), _ -> new OfAddress());
      victim = victim(address);
      boolean full = address.all >= limits.maxOfAddress() || open.size() >= limits.max();
      if (victim == null && full) {
        removeIfEmpty(key.address(), address);
        return false;
      }
      if (victim != null) {
        remove(victim);
      }
      Connection connection = new Connection(key, close, nanos.getAsLong());
      remove(open.put(key, connection));
      addresses.computeIfAbsent(key.address(), _ -> new OfAddress()).all++;
      addUnknown(connection);
    }
    if (victim != null) {
      victim.close.close(limits.busyTimeout().isPresent());
    }
    return true;
  }

  private @Nullable Connection victim(OfAddress address) {
    if (address.unknown.size() >= limits.maxUnknownOfAddress()
        || address.all >= limits.maxOfAddress()) {
      return oldest(address.unknown);
    }
    if (unknown.size() >= limits.maxUnknown() || open.size() >= limits.max()) {
      return oldest(unknown);
    }
    return null;
  }

  private static @Nullable Connection oldest(Set<Connection> connections) {
    return connections.isEmpty() ? null : connections.iterator().next();
  }

  /** A request begins: its headers are complete. */
  synchronized void begun(RemoteEnd key) {
    Connection connection = open.get(key);
    if (connection != null && !connection.busy) {
      long now = nanos.getAsLong();
      if (now - connection.idleSince >= PAUSE_NANOS) {
        connection.busyBefore = 0;
      }
      connection.busy = true;
      connection.busySince = now;
    }
  }

  /** A request has ended. */
  synchronized void ended(RemoteEnd key) {
    Connection connection = open.get(key);
    if (connection != null && connection.busy) {
      connection.busy = false;
      connection.idleSince = nanos.getAsLong();
      connection.busyBefore += connection.idleSince - connection.busySince;
    }
  }

  /** A request of this connection had a valid key or session. */
  synchronized void known(RemoteEnd key) {
    Connection connection = open.get(key);
    if (connection != null && !connection.known) {
      connection.known = true;
      removeUnknown(connection);
    }
  }

  synchronized void closed(RemoteEnd key) {
    remove(open.get(key));
  }

  /** Closes the connections that have been idle or busy for too long. Call it every second. */
  void closeOverdue() {
    List<Connection> overdue = new ArrayList<>();
    synchronized (this) {
      long now = nanos.getAsLong();
      for (Connection connection : open.values()) {
        if (isOverdue(connection, now)) {
          overdue.add(connection);
        }
      }
      overdue.forEach(this::remove);
    }
    overdue.forEach(connection -> connection.close.close(limits.busyTimeout().isPresent()));
  }

  private boolean isOverdue(Connection connection, long now) {
    if (connection.busy) {
      long busy = connection.busyBefore + now - connection.busySince;
      return limits.busyTimeout().filter(limit -> busy > limit.toNanos()).isPresent();
    }
    Duration limit = connection.known ? limits.keepAliveTimeout() : limits.headerTimeout();
    return now - connection.idleSince > limit.toNanos();
  }

  synchronized int size() {
    return open.size();
  }

  private void remove(@Nullable Connection connection) {
    if (connection == null) {
      return;
    }
    open.remove(connection.key, connection);
    removeUnknown(connection);
    OfAddress address = addresses.get(connection.key.address());
    if (address != null) {
      address.all--;
      removeIfEmpty(connection.key.address(), address);
    }
  }

  private void removeIfEmpty(String name, OfAddress address) {
    if (address.all <= 0) {
      addresses.remove(name);
    }
  }

  private void addUnknown(Connection connection) {
    unknown.add(connection);
    OfAddress address = addresses.get(connection.key.address());
    if (address != null) {
      address.unknown.add(connection);
    }
  }

  private void removeUnknown(Connection connection) {
    unknown.remove(connection);
    OfAddress address = addresses.get(connection.key.address());
    if (address != null) {
      address.unknown.remove(connection);
    }
  }
}

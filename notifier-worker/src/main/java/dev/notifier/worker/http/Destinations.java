package dev.notifier.worker.http;

import java.net.InetAddress;

/** Where requests may go. Thread-safe. */
@FunctionalInterface
public interface Destinations {
  /** Whether a request may go to a port of an address. */
  boolean allow(InetAddress address, int port);
}

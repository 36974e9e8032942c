package dev.notifier.worker.http;

import dev.notifier.worker.http.OutboundException.Kind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks names up, and lets the client connect to the addresses that were checked and to no others:
 * a name that means another address a moment later (DNS rebinding) changes nothing. A look-up may
 * take long, so it happens on the thread of the caller and never on those of the client, which all
 * share. Thread-safe.
 */
final class CheckedAddresses implements DnsResolver {
  private static final long VALID_NANOS = 30_000_000_000L;
  private static final int MAX_NAMES = 10_000;

  private final Map<String, Checked> checked = new ConcurrentHashMap<>();
  private final Lookup lookup;
  private final Destinations allowed;
  private final LongSupplier nanoTime;

  /**
   * @param allowed where requests may go
   * @param nanoTime a monotonic clock
   */
  CheckedAddresses(Lookup lookup, Destinations allowed, LongSupplier nanoTime) {
    this.lookup = lookup;
    this.allowed = allowed;
    this.nanoTime = nanoTime;
  }

  /** Finds the addresses of a name. */
  interface Lookup {
    InetAddress[] find(String host) throws UnknownHostException;
  }

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Checked(InetAddress[] addresses, long at) {}

  /**
   * Looks a name up and checks what it means, unless that was done in the last 30 seconds. Blocks.
   *
   * @throws OutboundException if it has no address, or one that is not allowed: a name that means
   *     both a public address and one of our own network is suspicious
   */
  void prepare(String hostOfUri, int port) throws OutboundException {
    String host = name(hostOfUri);
    Checked known = checked.get(host);
    long now = nanoTime.getAsLong();
    if (known != null && now - known.at < VALID_NANOS) {
      requireAllowed(known.addresses, port);
      return;
    }
    try {
      InetAddress[] addresses = find(host);
      requireAllowed(addresses, port);
      if (checked.size() >= MAX_NAMES) {
        checked.values().removeIf(each -> now - each.at >= VALID_NANOS);
      }
      checked.put(host, new Checked(addresses, now));
    } catch (OutboundException e) {
      // Not before the look-up: other requests to the host may connect meanwhile.
      checked.remove(host);
      throw e;
    }
  }

  private InetAddress[] find(String host) throws OutboundException {
    InetAddress[] addresses;
    try {
      addresses = lookup.find(host);
    } catch (UnknownHostException e) {
      throw new OutboundException(Kind.UNKNOWN_HOST);
    }
    if (addresses.length == 0) {
      throw new OutboundException(Kind.UNKNOWN_HOST);
    }
    return addresses;
  }

  private void requireAllowed(InetAddress[] addresses, int port) throws OutboundException {
    if (!Arrays.stream(addresses).allMatch(address -> allowed.allow(address, port))) {
      throw new OutboundException(Kind.NOT_ALLOWED);
    }
  }

  /** The checked addresses; the client calls this on a thread that must not block. */
  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    Checked known = checked.get(name(host));
    if (known == null) {
      throw new UnknownHostException("not checked");
    }
    return known.addresses.clone();
  }

  /** Without the brackets that an address of IPv6 has in a URI. */
  private static String name(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}

package dev.notifier.worker.smpp;

import dev.notifier.config.LinkConfig;
import dev.notifier.config.RouteConfig;
import dev.notifier.config.TlsConfig;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Settings for connecting and binding to a carrier, and for keeping the connection open.
 *
 * @param password never logged
 * @param separate whether to bind a transmitter and a receiver instead of a transceiver
 * @param tls null = not encrypted
 */
public record ConnectionSettings(
    String host,
    int port,
    String systemId,
    String password,
    String systemType,
    boolean separate,
    Timers timers,
    @Nullable Tls tls,
    Inbound inbound) {
  /**
   * The timers of a connection.
   *
   * @param connectTimeout for the TCP connection and TLS together
   * @param bindTimeout for the bind response
   * @param enquireEvery an enquire_link is sent when nothing was received, or nothing was sent, for
   *     this time
   * @param enquireTimeout how long its response, or any other PDU, is waited for
   * @param enquireMisses number of unanswered requests in a row after which the connection is
   *     closed
   */
  public record Timers(
      Duration connectTimeout,
      Duration bindTimeout,
      Duration enquireEvery,
      Duration enquireTimeout,
      int enquireMisses) {}

  /**
   * TLS. Files are PEM.
   *
   * @param verifyHost whether the carrier's certificate must name the host
   * @param trustCertificates empty = the certificates that the JDK trusts
   * @param certificate empty = no client certificate
   * @param privateKey not encrypted
   */
  public record Tls(
      boolean verifyHost, String trustCertificates, String certificate, String privateKey) {}

  /**
   * What happens to an inbound message that is not acknowledged in time.
   *
   * @param retryStatus command_status that makes the carrier send it again
   * @param ackTimeout when the message gets a response with this status
   */
  public record Inbound(int retryStatus, Duration ackTimeout) {}

  /** The settings of a route. */
  public static ConnectionSettings of(RouteConfig route) {
    LinkConfig link = route.link();
    TlsConfig tls = route.tls();
    return new ConnectionSettings(
        route.host(),
        route.port(),
        route.systemId(),
        route.password(),
        route.systemType(),
        route.bind() == RouteConfig.BindMode.TRANSMITTER_RECEIVER,
        new Timers(
            link.connectTimeout(),
            link.bindTimeout(),
            link.enquireEvery(),
            link.enquireTimeout(),
            link.enquireMisses()),
        tls.enabled()
            ? new Tls(
                tls.verifyHost(), tls.trustCertificates(), tls.certificate(), tls.privateKey())
            : null,
        new Inbound(
            Integer.parseUnsignedInt(route.inbound().retryStatus().substring("0x".length()), 16),
            route.inbound().ackTimeout()));
  }

  /** Why these settings can never connect, such as a missing file, and what to do. Reads files. */
  public Optional<String> configurationError() {
    if (tls == null) {
      return Optional.empty();
    }
    try {
      var _ = TlsSockets.context(tls);
      return Optional.empty();
    } catch (ConnectionLostException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Contains no password. */
  @Override
  public String toString() {
    return "ConnectionSettings[" + host + ":" + port + ", systemId=" + systemId + "]";
  }
}

package dev.notifier.worker.smpp;

import dev.notifier.config.RouteConfig;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to reach and log in to a message centre, and how the link is kept.
 *
 * @param password never logged
 * @param separate whether there is a transmitter and a receiver instead of a transceiver
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
    Keeping keeping) {
  /**
   * The timers of a link.
   *
   * @param connectTimeout for the TCP connection and TLS together
   * @param bindTimeout for the bind response
   * @param enquireEvery an enquire_link is sent when nothing was received, or nothing was sent, for
   *     this time
   * @param enquireTimeout how long its response, or any other PDU, is awaited
   * @param enquireMisses number of unanswered requests in a row after which the link is closed
   */
  public record Timers(
      Duration connectTimeout,
      Duration bindTimeout,
      Duration enquireEvery,
      Duration enquireTimeout,
      int enquireMisses) {}

  /**
   * Encryption. Files are PEM; an empty name means what the platform trusts, or no certificate.
   *
   * @param verifyHost whether the peer's certificate must name the host
   * @param privateKey PKCS#8, not encrypted
   */
  public record Tls(
      boolean verifyHost, String trustCertificates, String certificate, String privateKey) {}

  /**
   * What becomes of a deliver_sm that nobody answers.
   *
   * @param retryStatus command_status that makes the carrier send it again
   * @param within so long an answer may take before this one is given
   */
  public record Keeping(int retryStatus, Duration within) {}

  /** The settings of a route. */
  public static ConnectionSettings of(RouteConfig route) {
    RouteConfig.Link link = route.link();
    RouteConfig.Tls tls = route.tls();
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
        new Keeping(
            Integer.parseUnsignedInt(route.inbound().retryStatus().substring("0x".length()), 16),
            route.inbound().ackTimeout()));
  }

  /**
   * What makes these settings useless wherever the centre is, such as a file that is not there, in
   * words that say what to do. Reads files.
   */
  public Optional<String> mistake() {
    if (tls == null) {
      return Optional.empty();
    }
    try {
      var _ = TlsContexts.of(tls);
      return Optional.empty();
    } catch (ConnectionLostException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Never the password. */
  @Override
  public String toString() {
    return "LinkSettings[" + host + ":" + port + ", systemId=" + systemId + "]";
  }
}

package dev.notifier.worker.smpp;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Puts TLS 1.2 or newer over a connected socket. */
final class TlsSocketFactory {
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private TlsSocketFactory() {}

  /**
   * Shakes hands.
   *
   * @param timeoutMs for each thing that the peer says
   * @throws ConnectionLostException saying what to do when the peer or its certificate is refused
   */
  static SSLSocket over(Socket plain, String host, ConnectionSettings.Tls tls, int timeoutMs)
      throws IOException {
    SSLSocket socket =
        (SSLSocket)
            TlsContexts.of(tls).getSocketFactory().createSocket(plain, host, plain.getPort(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(PROTOCOLS);
    if (tls.verifyHost()) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    nameServer(parameters, host);
    socket.setSSLParameters(parameters);
    try {
      socket.setSoTimeout(timeoutMs);
      socket.startHandshake();
      socket.setSoTimeout(0);
      return socket;
    } catch (SSLException | SocketTimeoutException e) {
      throw new ConnectionLostException(words(e, host), e);
    }
  }

  /** SNI (RFC 6066, 3) has names only, no addresses. */
  private static void nameServer(SSLParameters parameters, String host) {
    boolean address = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    if (!address) {
      parameters.setServerNames(List.of(new SNIHostName(host)));
    }
  }

  private static String words(IOException thrown, String host) {
    StringBuilder all = new StringBuilder();
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      all.append(each.getMessage()).append('\n');
    }
    String said = all.toString();
    if (said.contains("No subject alternative") || said.contains("No name matching")) {
      return "The certificate of the message centre does not name "
          + host
          + "; write the host that it names, or set tls.verify-host: false if the carrier says so";
    }
    if (said.contains("certification path") || said.contains("PKIX")) {
      return "The certificate of the message centre is not trusted; ask the carrier for the"
          + " certificate that signed it and name its file in tls.trust-certificates";
    }
    if (said.contains("timed out")) {
      return "The message centre did not shake hands in time; check that port is its port for TLS";
    }
    if (said.contains("Unsupported or unrecognized SSL message")) {
      return "The message centre does not speak TLS on this port; check port and tls.enabled";
    }
    if (said.contains("certificate_required") || said.contains("bad_certificate")) {
      return "The message centre refuses our certificate or wants one; check tls.certificate and"
          + " tls.private-key";
    }
    return "The message centre could not be reached over TLS: " + thrown.getMessage();
  }
}

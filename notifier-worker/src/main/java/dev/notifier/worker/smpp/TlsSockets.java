package dev.notifier.worker.smpp;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;

/**
 * Wraps connected sockets in TLS 1.2 or newer. The PEM files are read again for each connection, so
 * that renewed certificates are used.
 */
final class TlsSockets {
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
  private static final long MAX_FILE_BYTES = 1 << 20;

  /** Named, because the platform's default may be a type that accepts no key without a password. */
  private static final String STORE_TYPE = "PKCS12";

  private TlsSockets() {}

  /**
   * Wraps a socket and completes the handshake.
   *
   * @param timeoutMs for each message of the handshake
   * @throws ConnectionLostException if the handshake fails, with what to do
   */
  static SSLSocket wrap(Socket plain, String host, ConnectionSettings.Tls tls, int timeoutMs)
      throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context(tls).getSocketFactory().createSocket(plain, host, plain.getPort(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(PROTOCOLS);
    if (tls.verifyHost()) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    setServerName(parameters, host);
    socket.setSSLParameters(parameters);
    try {
      socket.setSoTimeout(timeoutMs);
      socket.startHandshake();
      socket.setSoTimeout(0);
      return socket;
    } catch (SSLException | SocketTimeoutException e) {
      throw new ConnectionLostException(describe(e, host), e);
    }
  }

  /**
   * Reads the PEM files.
   *
   * @throws ConnectionLostException if a file is wrong, with its configuration key and what to do
   */
  static SSLContext context(ConnectionSettings.Tls tls) throws ConnectionLostException {
    PemSslStore trust =
        tls.trustCertificates().isEmpty()
            ? null
            : PemSslStore.of(
                STORE_TYPE, certificates("tls.trust-certificates", tls.trustCertificates()), null);
    PemSslStore identity =
        tls.certificate().isEmpty()
            ? null
            : PemSslStore.of(
                STORE_TYPE,
                certificates("tls.certificate", tls.certificate()),
                privateKey("tls.private-key", tls.privateKey()));
    try {
      return SslBundle.of(new PemSslStoreBundle(identity, trust)).createSslContext();
    } catch (RuntimeException e) {
      throw new ConnectionLostException(
          "TLS cannot be set up: "
              + e.getMessage()
              + "; check that tls.certificate and tls.private-key belong together",
          e);
    }
  }

  private static List<X509Certificate> certificates(String key, String file)
      throws ConnectionLostException {
    try {
      return load(key, file).getCertificates();
    } catch (RuntimeException e) {
      throw new ConnectionLostException(
          key
              + ": the file "
              + file
              + " has no certificate; name a PEM file with BEGIN CERTIFICATE",
          e);
    }
  }

  private static PrivateKey privateKey(String key, String file) throws ConnectionLostException {
    PemContent content = load(key, file);
    try {
      return Objects.requireNonNull(content.getPrivateKey());
    } catch (RuntimeException e) {
      throw new ConnectionLostException(
          key
              + ": the file "
              + file
              + " has no private key (RSA, EC or Ed25519) without a password; convert it with"
              + " openssl pkcs8 -topk8 -nocrypt",
          e);
    }
  }

  private static PemContent load(String key, String file) throws ConnectionLostException {
    try {
      Path path = Path.of(file);
      if (Files.size(path) > MAX_FILE_BYTES) {
        throw new ConnectionLostException(
            key + ": the file " + file + " is larger than 1 MiB; name a PEM file");
      }
      return PemContent.load(path);
    } catch (ConnectionLostException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new ConnectionLostException(
          key
              + ": the file "
              + file
              + " cannot be read; check its name, that it is a PEM file, and that the worker may"
              + " read it",
          e);
    }
  }

  /** SNI (RFC 6066, 3) has names only, no addresses. */
  private static void setServerName(SSLParameters parameters, String host) {
    boolean isAddress = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    if (!isAddress) {
      parameters.setServerNames(List.of(new SNIHostName(host)));
    }
  }

  private static String describe(IOException thrown, String host) {
    StringBuilder all = new StringBuilder();
    for (Throwable next = thrown; next != null; next = next.getCause()) {
      all.append(next.getMessage()).append('\n');
    }
    String messages = all.toString();
    if (messages.contains("No subject alternative") || messages.contains("No name matching")) {
      return "The carrier's certificate does not name "
          + host
          + "; configure the host that it names, or set tls.verify-host: false if the carrier says"
          + " so";
    }
    if (messages.contains("certification path") || messages.contains("PKIX")) {
      return "The carrier's certificate is not trusted; ask the carrier for the certificate that"
          + " signed it and name its file in tls.trust-certificates";
    }
    if (messages.contains("timed out")) {
      return "The carrier did not complete the TLS handshake in time; check that port is its port"
          + " for TLS";
    }
    if (messages.contains("Unsupported or unrecognized SSL message")) {
      return "The carrier does not use TLS on this port; check port and tls.enabled";
    }
    if (messages.contains("certificate_required") || messages.contains("bad_certificate")) {
      return "The carrier rejects our certificate or requires one; check tls.certificate and"
          + " tls.private-key";
    }
    return "The carrier could not be reached over TLS: " + thrown.getMessage();
  }
}

package dev.notifier.console.server;

import dev.notifier.console.api.ApiClient;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;

/**
 * A connector of the web server for the calls of the console, on the loopback interface and a free
 * port, without TLS and with threads of its own: pages that wait for calls cannot take the threads
 * that the calls need. A request with the secret of this process has the address of the browser, so
 * that limits, audit and networks of users are about that one. Thread-safe.
 */
final class InternalConnector {
  private static final int SECRET_BYTES = 32;
  private static final int MAX_THREADS = 50;

  private final Connector connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
  private final String secret;

  InternalConnector(RandomGenerator random) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    secret = HexFormat.of().formatHex(bytes);
  }

  /** Adds it to a web server that is not started yet. */
  void install(TomcatServletWebServerFactory factory) {
    connector.setProperty("address", InetAddress.getLoopbackAddress().getHostAddress());
    connector.setProperty("maxThreads", Integer.toString(MAX_THREADS));
    connector.setProperty("minSpareThreads", "2");
    connector.setPort(0);
    connector.setParseBodyMethods("");
    factory.addAdditionalConnectors(connector);
    factory.addContextValves(new ClientAddressValve(secret));
  }

  String secret() {
    return secret;
  }

  /** Its address, when the server has started. */
  URI address() {
    return URI.create(
        "http://"
            + InetAddress.getLoopbackAddress().getHostAddress()
            + ":"
            + connector.getLocalPort());
  }

  /** Gives the requests of the console the address of the browser. */
  private static final class ClientAddressValve extends ValveBase {
    private static final int PARTS = 3;

    private final byte[] secret;

    ClientAddressValve(String secret) {
      super(true);
      this.secret = secret.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      String header = request.getHeader(ApiClient.CLIENT_HEADER);
      if (header != null) {
        String[] parts = header.split(" ", PARTS);
        byte[] given = parts[0].getBytes(StandardCharsets.US_ASCII);
        if (parts.length > 1 && MessageDigest.isEqual(secret, given)) {
          request.setRemoteAddr(parts[1]);
          if (parts.length == PARTS && parts[2].equals(ApiClient.OF_PROGRAM)) {
            ConsoleCalls.markOfProgram(request.getRequest());
          }
        }
      }
      getNext().invoke(request, response);
    }
  }
}

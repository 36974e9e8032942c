package dev.notifier.api.connections;

import org.apache.catalina.Valve;
import org.apache.coyote.http11.Http11NioProtocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;

/** HTTP/1.1 over connections that are limited. Tomcat creates it by its class name. */
public final class LimitedProtocol extends Http11NioProtocol {
  private final LimitedEndpoint endpoint;

  /** Called by Tomcat. */
  public LimitedProtocol() {
    this(new LimitedEndpoint());
  }

  private LimitedProtocol(LimitedEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  /** Has a server use this protocol. */
  static void install(TomcatServletWebServerFactory factory, ConnectionTable table, Valve valve) {
    factory.setProtocol(LimitedProtocol.class.getName());
    factory.addEngineValves(valve);
    factory.addConnectorCustomizers(connector -> {
      // Forms are never read: a slow one would hold a thread.
      connector.setParseBodyMethods("");
      if (connector.getProtocolHandler() instanceof LimitedProtocol protocol) {
        protocol.endpoint.setTable(table);
      }
    });
  }
}

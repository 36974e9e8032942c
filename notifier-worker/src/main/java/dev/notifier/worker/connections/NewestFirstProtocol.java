package dev.notifier.worker.connections;

import org.apache.coyote.http11.Http11NioProtocol;

/** HTTP/1.1 over a {@link NewestFirstEndpoint}. Tomcat creates it by its class name. */
public final class NewestFirstProtocol extends Http11NioProtocol {
  /** The most connections. Kubelets, Prometheus and operators need a few. */
  public static final int MAX_CONNECTIONS = 48;

  /** Called by Tomcat. */
  public NewestFirstProtocol() {
    super(new NewestFirstEndpoint(MAX_CONNECTIONS));
  }
}

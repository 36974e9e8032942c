package dev.notifier.api.connections;

import dev.notifier.api.body.UnreadBody;
import dev.notifier.api.problem.BrokenResponse;
import dev.notifier.api.problem.RequestId;
import dev.notifier.api.security.Caller;
import dev.notifier.console.web.ConsoleRequest;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collections;
import java.util.random.RandomGenerator;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.slf4j.MDC;

/**
 * Reports to the {@link ConnectionTable} what happens on a connection, and sets the headers of
 * every response. Thread-safe.
 */
class ConnectionValve extends ValveBase {
  /** A browser that opens a response runs and loads nothing, and no other page can frame it. */
  private static final String CONTENT_POLICY =
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** A browser that has seen it uses TLS for a year; RFC 6797. */
  private static final String TRANSPORT_SECURITY = "max-age=31536000";

  private final ConnectionTable table;
  private final TrustedProxies proxies;
  private final RandomGenerator random;

  ConnectionValve(ConnectionTable table, TrustedProxies proxies, RandomGenerator random) {
    super(true);
    this.table = table;
    this.proxies = proxies;
    this.random = random;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    // Of the connection, even when the address of the request is that of a header.
    RemoteEnd key = new RemoteEnd(request.getPeerAddr(), request.getRemotePort());
    table.begun(key);
    if (proxies.trust(key.address())) {
      request.setRemoteAddr(
          proxies.caller(
              key.address(), Collections.list(request.getHeaders(TrustedProxies.HEADER))));
    }
    UnreadBody.onAbandon(request.getRequest(), () -> abandonBody(request));
    BrokenResponse.onBreak(
        request.getRequest(),
        () -> response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null));
    if (!request.isAsyncDispatching()) {
      setHeaders(request, response);
    }
    try (var _ = MDC.putCloseable(RequestId.LOG_KEY, RequestId.of(request.getRequest()))) {
      handle(request, response);
    } finally {
      if (isKnown(request)) {
        table.known(key);
      }
      if (!request.isAsync()) {
        table.ended(key);
      }
    }
  }

  /** Whether the client has a key or a session: also a browser, whose session is in a cookie. */
  private static boolean isKnown(Request request) {
    return Caller.isKnown(request.getRequest()) || ConsoleRequest.isSignedIn(request.getRequest());
  }

  void handle(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
  }

  /** Has Tomcat close the connection after the response instead of reading the rest of the body. */
  static void abandonBody(Request request) {
    Response response = request.getResponse();
    int status = response.getStatus();
    request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    // Tomcat considers this an error: it would change the status and look for an error page.
    response.getCoyoteResponse().setStatus(status);
    response.setErrorReported();
    // It also ends the response if the client sends less than it announced.
    response.setSuspended(false);
  }

  private void setHeaders(Request request, Response response) {
    String id = RequestId.choose(request.getHeader(RequestId.HEADER), random);
    RequestId.set(request.getRequest(), id);
    response.setHeader(RequestId.HEADER, id);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Content-Security-Policy", CONTENT_POLICY);
    response.setHeader("Referrer-Policy", "no-referrer");
    if (request.isSecure()) {
      response.setHeader("Strict-Transport-Security", TRANSPORT_SECURITY);
    }
  }
}

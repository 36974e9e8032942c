package dev.notifier.console.server;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/**
 * Closes the connection of a request that was answered before its body has arrived: Tomcat would
 * wait for the body on the thread of the request. Thread-safe.
 */
final class UnreadBodyValve extends ValveBase {
  private static final Logger LOG = LoggerFactory.getLogger(UnreadBodyValve.class);

  /** What has arrived up to this size is read, so that the connection can be kept. */
  private static final int LIMIT = 1 << 16;

  UnreadBodyValve() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    if (!request.isAsync() && !isRead(request)) {
      readArrived(request);
      if (!isRead(request)) {
        close(request, response);
      }
    }
  }

  private static boolean isRead(Request request) {
    AtomicBoolean read = new AtomicBoolean();
    request.getCoyoteRequest().action(ActionCode.REQUEST_BODY_FULLY_READ, read);
    return read.get();
  }

  private static void readArrived(Request request) {
    try {
      InputStream body = request.getInputStream();
      int left = LIMIT;
      while (left > 0 && body.available() > 0) {
        left -= Math.max(1, body.readNBytes(Math.min(left, body.available())).length);
      }
    } catch (IOException e) {
      LOG.debug("The body of a request broke off");
    }
  }

  private static void close(Request request, Response response) throws IOException {
    if (!response.isCommitted()) {
      response.setHeader(HttpHeaders.CONNECTION, "close");
    }
    response.finishResponse();
    int status = response.getStatus();
    request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    // Tomcat considers this an error: it would change the status and look for an error page.
    response.getCoyoteResponse().setStatus(status);
    response.setErrorReported();
  }
}

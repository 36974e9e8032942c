package dev.notifier.api.connections;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.random.RandomGenerator;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.coyote.ActionCode;

/** Never reads a body: closes the connection of a request that has one. Thread-safe. */
final class HealthValve extends ConnectionValve {
  HealthValve(ConnectionTable table, RandomGenerator random) {
    super(table, random);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null) {
      response.setHeader("Connection", "close");
      request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
    super.invoke(request, response);
  }
}

package dev.notifier.api.connections;

import dev.notifier.api.body.RequestBody;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.random.RandomGenerator;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;

/** Never reads a body: closes the connection of a request that has one. Thread-safe. */
final class HealthValve extends ConnectionValve {
  HealthValve(ConnectionTable table, RandomGenerator random) {
    super(table, random);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    boolean body = RequestBody.isPresent(request.getRequest());
    if (body) {
      response.setHeader("Connection", "close");
    }
    try {
      super.invoke(request, response);
    } finally {
      if (body) {
        abandonBody(request);
      }
    }
  }
}

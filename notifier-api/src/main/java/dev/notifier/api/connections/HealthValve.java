package dev.notifier.api.connections;

import dev.notifier.api.body.RequestBody;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.random.RandomGenerator;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.jspecify.annotations.Nullable;

/**
 * Rejects what Spring Boot's endpoints fail for: each failure would be logged, and anybody can send
 * such requests. Never reads a body: closes the connection of a request that has one. Thread-safe.
 */
final class HealthValve extends ConnectionValve {
  private static final String COMPONENT = "/actuator/health/";

  HealthValve(ConnectionTable table, RandomGenerator random) {
    super(table, TrustedProxies.NONE, random);
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

  @Override
  void handle(Request request, Response response) throws IOException, ServletException {
    if (isBelowAComponent(request.getDecodedRequestURI())) {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    } else if (!hasReadableQuery(request)) {
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
    } else {
      super.handle(request, response);
    }
  }

  private static boolean isBelowAComponent(@Nullable String path) {
    return path != null && path.startsWith(COMPONENT) && path.indexOf('/', COMPONENT.length()) >= 0;
  }

  /** With POST, which no endpoint accepts, Tomcat would read parameters from the body too. */
  private static boolean hasReadableQuery(Request request) {
    if (request.getQueryString() == null || request.getMethod().equals("POST")) {
      return true;
    }
    try {
      request.getParameterMap();
      return true;
    } catch (IllegalStateException e) {
      // Tomcat's InvalidParameterException.
      return false;
    }
  }
}

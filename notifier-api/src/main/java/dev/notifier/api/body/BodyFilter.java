package dev.notifier.api.body;

import dev.notifier.api.problem.Problem;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The outermost filter. Closes the connection of each request that is answered although its body
 * was not read, and releases the memory of bodies.
 */
public final class BodyFilter implements Filter {
  private static final String CLOSE = ConnectionClose.class.getName();

  private final JsonMapper json;

  public BodyFilter(JsonMapper json) {
    this.json = json;
  }

  static ConnectionClose connection(HttpServletRequest request) {
    return (ConnectionClose) request.getAttribute(CLOSE);
  }

  @Override
  public void doFilter(ServletRequest anyRequest, ServletResponse anyResponse, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) anyRequest;
    HttpServletResponse response = (HttpServletResponse) anyResponse;
    if (request.getDispatcherType() != DispatcherType.REQUEST || !RequestBody.isPresent(request)) {
      try {
        chain.doFilter(request, response);
      } finally {
        RequestBody.release(request);
      }
      return;
    }
    ConnectionClose connection = new ConnectionClose(request, response, json);
    request.setAttribute(CLOSE, connection);
    // With its length the client knows where the response ends before the connection is closed.
    EarlyResponse early = new EarlyResponse(response);
    chain.doFilter(request, early);
    if (!request.isAsyncStarted()) {
      if (early.getStatus() >= HttpServletResponse.SC_BAD_REQUEST && early.getContentSize() == 0) {
        connection.answer(Problem.ofStatus(early.getStatus()));
      } else {
        early.copyBodyToResponse();
        response.flushBuffer();
      }
      if (!connection.isKept()) {
        LingeringClose.start(request);
      }
    }
  }
}

package dev.notifier.console.server;

import dev.notifier.console.web.HtmlHandler;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/**
 * Breaks the connection of a response that has begun and then failed, so that no browser takes the
 * part of it for all. Thread-safe.
 */
final class BrokenResponseFilter implements Filter {
  /** Tomcat logs it, and closes the connection; it has nothing of what failed. */
  private static final class BrokenResponseException extends IOException {
    BrokenResponseException() {
      super("A response failed after a part of it was sent; see the failure before this");
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, response);
    if (request.getAttribute(HtmlHandler.BROKEN) != null) {
      throw new BrokenResponseException();
    }
  }
}

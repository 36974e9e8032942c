package dev.notifier.console.server;

import dev.notifier.console.web.ConsoleRequests;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Serves all pages a second time below {@code practice/}, for people who practise. As all links are
 * relative, such a page leads to others of its kind only, and a form of one is never sent to a page
 * that sends messages to people, whatever was opened in other tabs meanwhile.
 */
final class PracticeFilter implements Filter {
  private static final String BEGINNING = ConsoleRequests.PRACTICE + "/";

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!(request instanceof HttpServletRequest http)
        || !(response instanceof HttpServletResponse answer)
        || ConsoleRequests.isPractice(http)) {
      chain.doFilter(request, response);
      return;
    }
    String path = http.getRequestURI().substring(http.getContextPath().length());
    if (path.equals(ConsoleRequests.PRACTICE)) {
      answer.setStatus(HttpStatus.SEE_OTHER.value());
      answer.setHeader(HttpHeaders.LOCATION, BEGINNING.substring(1));
      return;
    }
    chain.doFilter(path.startsWith(BEGINNING) ? new OfPractice(http) : request, response);
  }

  /** A request whose pages are below the path of practice. */
  private static final class OfPractice extends HttpServletRequestWrapper {
    OfPractice(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getContextPath() {
      return super.getContextPath() + ConsoleRequests.PRACTICE;
    }
  }
}

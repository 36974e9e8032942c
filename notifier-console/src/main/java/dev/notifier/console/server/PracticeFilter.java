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
        || !(response instanceof HttpServletResponse answer)) {
      chain.doFilter(request, response);
      return;
    }
    String context = http.getServletContext().getContextPath();
    String path = http.getRequestURI().substring(context.length());
    if (path.equals(ConsoleRequests.PRACTICE)) {
      answer.setStatus(HttpStatus.SEE_OTHER.value());
      answer.setHeader(HttpHeaders.LOCATION, BEGINNING.substring(1));
      return;
    }
    if (path.startsWith(BEGINNING)) {
      ConsoleRequests.setPractice(http, http.getRequestURI());
    }
    // A request that is dispatched again, after its body has arrived, has another address.
    String practised = ConsoleRequests.practiceOf(http);
    chain.doFilter(practised == null ? request : new OfPractice(http, practised), response);
  }

  /** A request whose pages are below the path of practice. */
  private static final class OfPractice extends HttpServletRequestWrapper {
    private final String address;

    OfPractice(HttpServletRequest request, String address) {
      super(request);
      this.address = address;
    }

    @Override
    public String getContextPath() {
      return getServletContext().getContextPath() + ConsoleRequests.PRACTICE;
    }

    @Override
    public String getRequestURI() {
      return address;
    }
  }
}

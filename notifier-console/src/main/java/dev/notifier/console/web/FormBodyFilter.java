package dev.notifier.console.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads forms without holding a thread while they arrive, so slow senders cannot take the threads
 * of the HTTP interface. A form has {@link #LIMIT} to arrive, else the response is 408.
 */
public final class FormBodyFilter extends OncePerRequestFilter {
  static final Duration LIMIT = Duration.ofSeconds(10);

  private static final String ATTRIBUTE = FormBodyFilter.class.getName();
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int CHUNK = 8192;

  private final Duration limit;

  public FormBodyFilter() {
    this(LIMIT);
  }

  FormBodyFilter(Duration limit) {
    this.limit = limit;
  }

  /** The body of a form that has arrived; null if it is no form, or too long. */
  static byte @Nullable [] body(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof byte[] body ? body : null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!isForm(request)) {
      chain.doFilter(request, response);
      return;
    }
    AsyncContext async = request.startAsync(request, response);
    async.setTimeout(limit.toMillis());
    Arrival arrival = new Arrival(async, request);
    async.addListener(arrival);
    request.getInputStream().setReadListener(arrival);
  }

  private static boolean isForm(HttpServletRequest request) {
    String type = request.getContentType();
    int length = request.getContentLength();
    return type != null
        && type.toLowerCase(Locale.ROOT).startsWith(FORM)
        && length >= 0
        && length <= Form.MAX_BYTES;
  }

  /** One form. Tomcat calls it by one thread at a time. */
  private static final class Arrival implements ReadListener, AsyncListener {
    private final AsyncContext async;
    private final HttpServletRequest request;
    private final ServletInputStream input;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final byte[] chunk = new byte[CHUNK];

    Arrival(AsyncContext async, HttpServletRequest request) throws IOException {
      this.async = async;
      this.request = request;
      input = request.getInputStream();
    }

    @Override
    public void onDataAvailable() throws IOException {
      while (input.isReady() && !input.isFinished()) {
        int read = input.read(chunk);
        if (read > 0) {
          body.write(chunk, 0, read);
        }
      }
    }

    @Override
    public void onAllDataRead() {
      request.setAttribute(ATTRIBUTE, body.toByteArray());
      async.dispatch();
    }

    @Override
    public void onError(Throwable failure) {
      // The browser has closed the connection.
      async.complete();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      if (async.getResponse() instanceof HttpServletResponse response) {
        response.setStatus(HttpStatus.REQUEST_TIMEOUT.value());
        response.setHeader("Connection", "close");
      }
      async.complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}

package dev.notifier.api.body;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Reads the body for which a handler asks. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class BodyAdvice {
  private final BodyBudget budget;
  private final Duration timeout;

  /**
   * @param timeout for a whole body
   */
  public BodyAdvice(BodyBudget budget, Duration timeout) {
    this.budget = budget;
    this.timeout = timeout;
  }

  /** Returns before the body has been read; the parameter of the response says so to Spring. */
  @ExceptionHandler
  void read(BodyNotReadException e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    BodyReader.start(request, budget, e.maxBytes(), timeout, BodyFilter.connection(request));
  }
}

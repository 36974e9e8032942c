package dev.notifier.api.http;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Rejects what no operation supports, before anything is read, written or changed: paths and queries
 * that are not percent-encoded UTF-8, forms, and responses in another media type than JSON.
 */
public final class RequestFilter extends OncePerRequestFilter {
  private static final String OPERATIONS = "/v1/";
  private static final String EVENTS = "/v1/events";
  private static final String HEALTH = "/actuator/health/";

  private final ProblemWriter problems;

  public RequestFilter(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Problem problem = problem(request);
    if (problem != null) {
      problems.write(response, problem);
    } else {
      boolean operation = request.getServletPath().startsWith(OPERATIONS);
      chain.doFilter(operation ? new WithoutAccept(request) : request, response);
    }
  }

  private static @Nullable Problem problem(HttpServletRequest request) {
    String path = request.getServletPath();
    if (!PercentEncoding.isText(request.getRequestURI())) {
      return Problem.of(
          ErrorCode.BAD_REQUEST, "The path is not text in percent-encoded UTF-8. Encode it.");
    }
    if (isForm(request)) {
      return Problem.of(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          "Forms are not accepted. Send the media type that the operation describes.");
    }
    if (!PercentEncoding.isText(request.getQueryString()) || !hasReadableParameters(request)) {
      return Problem.of(
          ErrorCode.INVALID_PARAMETER,
          "The query is not a list of at most 1,000 parameters with names, in percent-encoded UTF-8"
              + " without control characters. Correct it.");
    }
    // Spring Boot's endpoint fails for anything below a component.
    if (path.startsWith(HEALTH) && path.indexOf('/', HEALTH.length()) >= 0) {
      return Problem.of(ErrorCode.NOT_FOUND);
    }
    boolean negotiated = path.startsWith(OPERATIONS) && !path.equals(EVENTS);
    return negotiated && !AcceptHeader.allowsJson(request)
        ? Problem.of(ErrorCode.NOT_ACCEPTABLE)
        : null;
  }

  /** A form with content; Tomcat and Spring would parse it, partly to files. */
  private static boolean isForm(HttpServletRequest request) {
    String type = request.getContentType();
    if (type == null) {
      return false;
    }
    String name = type.strip().toLowerCase(Locale.ROOT);
    boolean form =
        name.startsWith("multipart/") || name.startsWith("application/x-www-form-urlencoded");
    return form && CommandBody.isPresent(request);
  }

  private static boolean hasReadableParameters(HttpServletRequest request) {
    try {
      request.getParameterMap();
      return true;
    } catch (IllegalStateException e) {
      // Tomcat's InvalidParameterException: the query cannot be decoded or has too many parameters.
      return false;
    }
  }

  /** The header was checked here; nothing may reject it after the command was carried out. */
  private static final class WithoutAccept extends HttpServletRequestWrapper {
    WithoutAccept(HttpServletRequest request) {
      super(request);
    }

    @Override
    public @Nullable String getHeader(String name) {
      return isAccept(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return isAccept(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
      return Collections.enumeration(
          Collections.list(super.getHeaderNames()).stream()
              .filter(name -> !isAccept(name))
              .toList());
    }

    private static boolean isAccept(String name) {
      return name.equalsIgnoreCase(HttpHeaders.ACCEPT);
    }
  }
}

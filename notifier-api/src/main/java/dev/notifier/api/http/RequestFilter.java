package dev.notifier.api.http;

import dev.notifier.api.body.RequestBody;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Rejects what no operation supports, before anything is read, written or changed: paths and
 * queries that are not percent-encoded UTF-8, forms, and responses in another media type than that
 * of the operation.
 */
public final class RequestFilter extends OncePerRequestFilter {
  private static final String OPERATIONS = "/v1/";
  private static final String EVENTS = "/v1/events";

  /**
   * What providers send has their form, with any text, and is read by its operation: Tomcat would
   * read a form as parameters.
   */
  static final String PROVIDERS = "/v1/inbound/";

  private static final String NOTIFICATIONS = "/v1/notifications/";
  private static final String CERTIFICATE = "/certificate";
  private static final String DESCRIPTION = "/v3/api-docs";
  private static final Set<String> ACCEPT = Set.of("accept");
  private static final Set<String> BOTH = Set.of("accept", "content-type");

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
      problems.write(request, response, problem);
    } else {
      chain.doFilter(new RequestWithoutHeaders(request, hidden(request)), response);
    }
  }

  /**
   * The headers that nothing behind this filter sees. Accept was checked here, so that nothing
   * rejects the response after a command was carried out. What is no operation has one format.
   */
  private static Set<String> hidden(HttpServletRequest request) {
    return request.getServletPath().startsWith(OPERATIONS) ? ACCEPT : BOTH;
  }

  private static @Nullable Problem problem(HttpServletRequest request) {
    String path = request.getServletPath();
    if (!PercentEncoding.isText(request.getRequestURI())) {
      return Problem.of(
          ErrorCode.BAD_REQUEST, "The path is not text in percent-encoded UTF-8. Encode it.");
    }
    if (path.startsWith(PROVIDERS)) {
      return null;
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
    boolean negotiated =
        path.equals(DESCRIPTION) || (path.startsWith(OPERATIONS) && !path.equals(EVENTS));
    return negotiated && !isAcceptable(request, path) ? Problem.of(ErrorCode.NOT_ACCEPTABLE) : null;
  }

  private static boolean isAcceptable(HttpServletRequest request, String path) {
    if (path.startsWith(NOTIFICATIONS) && path.endsWith(CERTIFICATE)) {
      Optional<MediaType> best = AcceptHeader.best(request, AcceptedType.OF_CERTIFICATES);
      best.ifPresent(type -> AcceptedType.set(request, type));
      return best.isPresent();
    }
    return ResponseTypes.of(path, request.getParameter("format")).stream()
        .anyMatch(type -> AcceptHeader.allows(request, type));
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
    return form && RequestBody.isPresent(request);
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
}

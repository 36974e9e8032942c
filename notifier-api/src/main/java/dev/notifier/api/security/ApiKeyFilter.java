package dev.notifier.api.security;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Authenticates requests by their API key. Health, metrics and the API description need no key:
 * they contain no personal data.
 */
public final class ApiKeyFilter extends OncePerRequestFilter {
  private static final String SCHEME = "Bearer ";

  private final ApiKeyRegistry keys;
  private final ProblemWriter problems;

  public ApiKeyFilter(ApiKeyRegistry keys, ProblemWriter problems) {
    this.keys = keys;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    @Nullable String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    Optional<String> caller = caller(authorization);
    caller.ifPresent(name -> Caller.set(request, name));
    if (caller.isPresent() || isOpen(request.getServletPath())) {
      chain.doFilter(request, response);
      return;
    }
    response.setHeader(
        HttpHeaders.WWW_AUTHENTICATE,
        "Bearer realm=\"notifier\"" + (authorization == null ? "" : ", error=\"invalid_token\""));
    problems.write(response, Problem.of(ErrorCode.UNAUTHORIZED));
  }

  static boolean isOpen(String path) {
    return path.equals("/actuator/health")
        || path.startsWith("/actuator/health/")
        || path.equals("/actuator/prometheus")
        || path.equals("/v3/api-docs")
        || path.equals("/v3/api-docs.yaml");
  }

  private Optional<String> caller(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    return keys.nameOf(authorization.substring(SCHEME.length()).strip());
  }
}

package dev.notifier.api.security;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets in who has a key, and notes who it is. Health, metrics and the description of the interface
 * are open: they hold nothing of anybody.
 */
public final class ApiKeyFilter extends OncePerRequestFilter {
  private static final String SCHEME = "Bearer ";

  private final ApiKeyRegistry callers;
  private final JsonMapper json;

  public ApiKeyFilter(ApiKeyRegistry callers, JsonMapper json) {
    this.callers = callers;
    this.json = json;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    @Nullable String given = request.getHeader(HttpHeaders.AUTHORIZATION);
    Optional<String> caller = caller(given);
    caller.ifPresent(name -> Caller.note(request, name));
    if (caller.isPresent() || isOpen(request.getServletPath())) {
      chain.doFilter(request, response);
      return;
    }
    response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    response.setHeader(
        HttpHeaders.WWW_AUTHENTICATE,
        "Bearer realm=\"notifier\"" + (given == null ? "" : ", error=\"invalid_token\""));
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getOutputStream().write(json.writeValueAsBytes(Problem.of(ErrorCode.UNAUTHORIZED)));
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
    return callers.nameOf(authorization.substring(SCHEME.length()).strip());
  }
}

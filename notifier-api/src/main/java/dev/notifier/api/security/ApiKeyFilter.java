package dev.notifier.api.security;

import dev.notifier.api.problem.Code;
import dev.notifier.api.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets in who has the key. Health, metrics and the description of the interface are open: they hold
 * nothing of anybody.
 */
public final class ApiKeyFilter extends OncePerRequestFilter {
  private static final String SCHEME = "Bearer ";

  private final byte[] expected;
  private final JsonMapper json;

  /**
   * @param apiKey not empty
   */
  public ApiKeyFilter(String apiKey, JsonMapper json) {
    this.expected = hash(apiKey);
    this.json = json;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    @Nullable String given = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (isOpen(request.getServletPath()) || isExpected(given)) {
      chain.doFilter(request, response);
      return;
    }
    response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    response.setHeader(
        HttpHeaders.WWW_AUTHENTICATE,
        "Bearer realm=\"notifier\"" + (given == null ? "" : ", error=\"invalid_token\""));
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getOutputStream().write(json.writeValueAsBytes(Problem.of(Code.UNAUTHORIZED)));
  }

  static boolean isOpen(String path) {
    return path.equals("/actuator/health")
        || path.startsWith("/actuator/health/")
        || path.equals("/actuator/prometheus")
        || path.equals("/v3/api-docs")
        || path.equals("/v3/api-docs.yaml");
  }

  /** Compares digests of equal length in constant time, so that time tells nothing of the key. */
  private boolean isExpected(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    return MessageDigest.isEqual(expected, hash(authorization.substring(SCHEME.length()).strip()));
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}

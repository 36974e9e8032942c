package dev.notifier.api.http;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.NearNames;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Rejects requests with a repeated parameter, because it is not clear which value is meant, and
 * requests of operators with an unknown one: a misspelt dryRun would change what was only to be
 * checked. Requests with events have no parameters, and what a gateway adds to them is ignored.
 * Providers have parameters of their own.
 */
public final class QueryParameters implements HandlerInterceptor, WebMvcConfigurer {
  private static final String OPERATIONS = "/v1/";
  private static final String EVENTS = "/v1/events";

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    String path = request.getServletPath();
    if (request.getQueryString() == null || path.startsWith(RequestFilter.PROVIDERS)) {
      return true;
    }
    Map<String, String[]> parameters = request.getParameterMap();
    if (parameters.values().stream().anyMatch(values -> values.length > 1)) {
      throw invalid("A parameter occurs twice. Send it once.");
    }
    if (handler instanceof HandlerMethod method
        && path.startsWith(OPERATIONS)
        && !path.equals(EVENTS)) {
      requireKnown(parameters, known(method));
    }
    return true;
  }

  private static void requireKnown(Map<String, String[]> parameters, List<String> known) {
    for (String name : parameters.keySet()) {
      if (!known.contains(name)) {
        throw invalid(
            known.isEmpty()
                ? "This operation has no query parameters. Omit them."
                : "A query parameter is unknown. Use "
                    + String.join(", ", known)
                    + "."
                    + NearNames.suggestion(name, known));
      }
    }
  }

  private static List<String> known(HandlerMethod method) {
    return Arrays.stream(method.getMethodParameters())
        .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
        .map(MethodParameter::getParameter)
        .map(parameter -> parameter.getName())
        .toList();
  }

  private static ProblemException invalid(String detail) {
    return new ProblemException(Problem.of(ErrorCode.INVALID_PARAMETER, detail));
  }
}

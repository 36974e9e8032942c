package dev.notifier.api.http;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Rejects requests with a repeated parameter: it is not clear which value is meant. */
public final class SingleParameters implements HandlerInterceptor, WebMvcConfigurer {
  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getQueryString() != null
        && request.getParameterMap().values().stream().anyMatch(values -> values.length > 1)) {
      throw new ProblemException(
          Problem.of(ErrorCode.INVALID_PARAMETER, "A parameter occurs twice. Send it once."));
    }
    return true;
  }
}

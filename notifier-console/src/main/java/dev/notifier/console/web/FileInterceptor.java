package dev.notifier.console.web;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiProblem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Files hold a thread for as long as the browser likes. So only a few are sent at the same time,
 * and only by those who may: the others are refused before their body is read. Thread-safe.
 */
public final class FileInterceptor implements HandlerInterceptor {
  static final int UPLOADS = 16;
  static final int UPLOADS_OF_SESSION = 2;
  static final int DOWNLOADS = 20;
  static final int DOWNLOADS_OF_SESSION = 3;

  private final Slots uploads = new Slots(UPLOADS, UPLOADS_OF_SESSION);
  private final Slots downloads = new Slots(DOWNLOADS, DOWNLOADS_OF_SESSION);

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method) {
      Upload upload = method.getMethodAnnotation(Upload.class);
      if (upload != null) {
        ConsoleRequest found = ConsoleRequest.of(request);
        if (!found.account().has(upload.value())) {
          response.setHeader(HttpHeaders.CONNECTION, "close");
          throw refused(HttpStatus.FORBIDDEN, "missing-scope");
        }
        if (!uploads.take(found.caller().token())) {
          response.setHeader(HttpHeaders.CONNECTION, "close");
          throw refused(HttpStatus.SERVICE_UNAVAILABLE, "too-many-uploads");
        }
      } else if (method.hasMethodAnnotation(Download.class)
          && !downloads.take(ConsoleRequest.of(request).caller().token())) {
        throw refused(HttpStatus.TOO_MANY_REQUESTS, "too-many-downloads");
      }
    }
    return true;
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    if (handler instanceof HandlerMethod method) {
      if (method.hasMethodAnnotation(Upload.class)) {
        uploads.free(ConsoleRequest.of(request).caller().token());
      } else if (method.hasMethodAnnotation(Download.class)) {
        downloads.free(ConsoleRequest.of(request).caller().token());
      }
    }
  }

  private static ApiException refused(HttpStatus status, String code) {
    return new ApiException(new ApiProblem(status.value(), code, null, null, List.of(), null));
  }
}

package dev.notifier.console.errors;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiProblem;
import dev.notifier.console.api.BrokenFileException;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.web.BadFormException;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.ConsoleRequests;
import dev.notifier.console.web.Download;
import dev.notifier.console.web.Html;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.NoHandlerFoundException;

/** Shows a page with what to do for every request that fails. */
@ControllerAdvice
final class ErrorHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorHandler.class);

  private final Pages pages;
  private final ConsoleRequests requests;

  ErrorHandler(Pages pages, ConsoleRequests requests) {
    this.pages = pages;
    this.requests = requests;
  }

  @ExceptionHandler
  Html refused(ApiException e, HttpServletRequest http) {
    ApiProblem problem = e.problem();
    if (problem.status() == ApiProblem.UNAUTHORIZED) {
      return ended(http);
    }
    HttpStatus status =
        Optional.ofNullable(HttpStatus.resolve(problem.status())).orElse(HttpStatus.BAD_GATEWAY);
    if (isDownload(http)) {
      return noFile(http, status, problem);
    }
    Page page = page(http, "errors.title." + status.value());
    // The page of a form reads more after a refused command; the command says what was wrong.
    ApiProblem first = requests.of(http).api().refusedCommand().orElse(problem);
    return shown(http, status, page, FormProblems.of(page, first));
  }

  /** Why there is no file. People can do nothing about a media type or a fault of this system. */
  private Html noFile(HttpServletRequest http, HttpStatus status, ApiProblem problem) {
    Page page = page(http, "errors.title.download");
    boolean fault =
        status == HttpStatus.NOT_ACCEPTABLE || status == HttpStatus.INTERNAL_SERVER_ERROR;
    FormProblems problems =
        fault
            ? FormProblems.of(null, page.t("errors.download-failed"))
            : FormProblems.of(page, problem);
    return shown(http, status, page, problems);
  }

  private static boolean isDownload(HttpServletRequest http) {
    return http.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE)
            instanceof HandlerMethod method
        && method.hasMethodAnnotation(Download.class);
  }

  private Html ended(HttpServletRequest http) {
    Page page = page(http, "errors.title.401");
    KeptForm kept = KeptForm.of(http, requests.of(http)).orElse(null);
    TypedFields typed = TypedFields.of(http);
    return new Html(
        HttpStatus.UNAUTHORIZED,
        (out, none) -> JteendedGenerated.render(out, none, page, kept, typed));
  }

  @ExceptionHandler({
    NoHandlerFoundException.class,
    HttpRequestMethodNotSupportedException.class,
    ResponseStatusException.class
  })
  Html notFound(HttpServletRequest http) {
    return simple(http, HttpStatus.NOT_FOUND, "errors.not-found");
  }

  @ExceptionHandler({
    BadFormException.class,
    ServletRequestBindingException.class,
    MethodArgumentTypeMismatchException.class
  })
  Html badForm(HttpServletRequest http) {
    return simple(http, HttpStatus.BAD_REQUEST, "errors.bad-form");
  }

  /**
   * A file broke off. If it has begun, the browser gets no end of it, and knows that it is not
   * complete; otherwise it gets a page.
   *
   * @throws BrokenFileException has Tomcat close the connection
   */
  @ExceptionHandler
  Html brokeOff(BrokenFileException e, HttpServletRequest http, HttpServletResponse response)
      throws BrokenFileException {
    if (response.isCommitted()) {
      throw e;
    }
    response.resetBuffer();
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, null);
    Page page = page(http, "errors.title.download");
    return shown(
        http,
        HttpStatus.SERVICE_UNAVAILABLE,
        page,
        FormProblems.of(null, page.t("errors.download-broke-off")));
  }

  @ExceptionHandler
  Html failed(RuntimeException e, HttpServletRequest http) {
    // The message could have what a person typed; the stack says where it happened.
    LOG.error("A page failed with {}", e.getClass().getName(), new PageFailure(e));
    return simple(http, HttpStatus.INTERNAL_SERVER_ERROR, "errors.failed");
  }

  private Html simple(HttpServletRequest http, HttpStatus status, String text) {
    Page page = page(http, "errors.title." + status.value());
    return shown(http, status, page, FormProblems.of(null, page.t(text)));
  }

  private static Html shown(
      HttpServletRequest http, HttpStatus status, Page page, FormProblems problems) {
    TypedFields typed = TypedFields.of(http);
    return new Html(
        status, (out, none) -> JterefusedGenerated.render(out, none, page, problems, typed));
  }

  private Page page(HttpServletRequest http, String title) {
    ConsoleRequest request = requests.of(http);
    Page known = pages.of(request, "errors.title");
    return known.find(title).map(text -> pages.named(request, text)).orElse(known);
  }
}

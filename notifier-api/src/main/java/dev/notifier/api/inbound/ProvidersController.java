package dev.notifier.api.inbound;

import dev.notifier.api.body.RequestBody;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.FailedAttempts;
import dev.notifier.api.security.WithoutSignIn;
import dev.notifier.config.replies.ProviderConfig.Method;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Receives messages from providers, which have no keys: network and signature say who sends. What
 * is audited are commands of people and programs, not each message of a person, of which there are
 * hundreds a second; the stored message and the metrics say the same.
 */
@RestController
final class ProvidersController {
  private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

  /** Of the longest text in percent-encoded UTF-8, with other parameters. */
  private static final int MAX_BODY_BYTES = 48 << 10;

  private final Map<String, Provider> providers;
  private final FailedAttempts failures;

  /**
   * @param failures counts the requests to addresses that no provider has
   */
  ProvidersController(Map<String, Provider> providers, FailedAttempts failures) {
    this.providers = Map.copyOf(providers);
    this.failures = failures;
  }

  @GetMapping("/v1/inbound/{provider}")
  @WithoutSignIn
  ResponseEntity<String> get(@PathVariable String provider, HttpServletRequest request) {
    return receive(provider, Method.GET, request);
  }

  @PostMapping("/v1/inbound/{provider}")
  @WithoutSignIn
  ResponseEntity<String> post(@PathVariable String provider, HttpServletRequest request) {
    return receive(provider, Method.POST, request);
  }

  private ResponseEntity<String> receive(String name, Method method, HttpServletRequest request) {
    String address = request.getRemoteAddr();
    @Nullable Provider provider = providers.get(name);
    // With the other method, it does not exist either.
    if (provider == null || provider.method() != method) {
      throw new ProblemException(
          failures.add(address) ? ErrorCode.NOT_FOUND : ErrorCode.TOO_MANY_ATTEMPTS);
    }
    ProviderOutcome outcome =
        provider.isAllowed(address)
            ? provider.take(address, parameters(method, request))
            : provider.refuse(address);
    return response(provider, outcome);
  }

  private static byte[] parameters(Method method, HttpServletRequest request) {
    if (method == Method.POST) {
      return RequestBody.of(request, MAX_BODY_BYTES).bytes();
    }
    String query = request.getQueryString();
    return query == null ? new byte[0] : query.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static ResponseEntity<String> response(Provider provider, ProviderOutcome outcome) {
    HttpStatus status = outcome.status();
    ResponseEntity.BodyBuilder response =
        ResponseEntity.status(status).contentType(TEXT).cacheControl(CacheControl.noStore());
    if (status == HttpStatus.TOO_MANY_REQUESTS || status == HttpStatus.SERVICE_UNAVAILABLE) {
      response.header(HttpHeaders.RETRY_AFTER, Problem.RETRY_AFTER_SECONDS);
    }
    return response.body(
        outcome == ProviderOutcome.STORED
            ? provider.responses().success()
            : provider.responses().error());
  }
}

package dev.notifier.api.intake;

import dev.notifier.api.body.RequestBody;
import dev.notifier.api.cloudevents.ContentMode;
import dev.notifier.api.cloudevents.EventLimits;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.intake.IntakeResult.Outcome;
import dev.notifier.api.permissions.DailyLimits;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.quotas.TenantQuotas;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves {@code POST /v1/events}. */
@RestController
final class EventsController {
  private static final String MINIMAL = "return=minimal";

  private final Intake intake;
  private final KafkaAvailability kafka;
  private final EventTypeRegistry types;
  private final InstantSource clock;

  EventsController(
      Intake intake, KafkaAvailability kafka, EventTypeRegistry types, InstantSource clock) {
    this.intake = intake;
    this.kafka = kafka;
    this.types = types;
    this.clock = clock;
  }

  @PostMapping("/v1/events")
  @RequiresScope(Scope.EVENTS_WRITE)
  ResponseEntity<?> post(HttpServletRequest request) {
    ContentMode mode = ContentMode.of(request);
    if (!kafka.isUp()) {
      throw new ProblemException(ErrorCode.KAFKA_UNAVAILABLE);
    }
    if (!types.isKnown()) {
      throw new ProblemException(ErrorCode.EVENT_TYPES_UNAVAILABLE);
    }
    IntakeResult result = intake.send(read(request, mode));
    return mode == ContentMode.BATCH
        ? batchResponse(request, result)
        : singleResponse(request, result);
  }

  private Intake.Request read(HttpServletRequest request, ContentMode mode) {
    // Its memory counts for the lanes of the events from here on.
    try (RequestBody body = RequestBody.of(request, EventLimits.MAX_BODY_BYTES)) {
      return intake.validate(Caller.of(request), mode, headers(request), body.bytes());
    }
  }

  private static Map<String, List<String>> headers(HttpServletRequest request) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name.toLowerCase(Locale.ROOT), Collections.list(request.getHeaders(name)));
    }
    return headers;
  }

  private ResponseEntity<?> singleResponse(HttpServletRequest request, IntakeResult result) {
    return switch (result.outcomes().getFirst()) {
      case Outcome.Accepted one ->
          accepted(
              request,
              result,
              ResponseEntity.accepted()
                  .header(HttpHeaders.LOCATION, location(one.source(), one.id())));
      case Outcome.Rejected rejected -> rejected(rejected);
      case Outcome.NotConfirmed _ -> Problem.of(ErrorCode.KAFKA_UNAVAILABLE).toResponse();
    };
  }

  private ResponseEntity<?> rejected(Outcome.Rejected rejected) {
    return withRetryAfter(
        Problem.of(rejected.violations()), rejected.violations().getFirst().code());
  }

  /** All events of a batch were rejected. */
  private ResponseEntity<?> rejected(IntakeResult result) {
    Problem problem = IntakeDocument.problem(result);
    return result.outcomes().getFirst() instanceof Outcome.Rejected first
            && problem.code().equals(first.violations().getFirst().code().id())
        ? withRetryAfter(problem, first.violations().getFirst().code())
        : problem.toResponse();
  }

  /** Limits of a day or a month end with it, so there is no use in a request seconds later. */
  private ResponseEntity<?> withRetryAfter(Problem problem, ErrorCode code) {
    ResponseEntity<Problem> response = problem.toResponse();
    OptionalLong seconds = retryAfterSeconds(code);
    if (seconds.isEmpty()) {
      return response;
    }
    return ResponseEntity.status(response.getStatusCode())
        .headers(response.getHeaders())
        .headers(
            headers -> headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds.getAsLong())))
        .body(response.getBody());
  }

  private OptionalLong retryAfterSeconds(ErrorCode code) {
    if (code == ErrorCode.DAILY_LIMIT_REACHED) {
      return OptionalLong.of(DailyLimits.secondsUntilNextDay(clock.instant()));
    }
    return code == ErrorCode.QUOTA_REACHED
        ? OptionalLong.of(TenantQuotas.retryAfterSeconds(clock.instant()))
        : OptionalLong.empty();
  }

  private ResponseEntity<?> batchResponse(HttpServletRequest request, IntakeResult result) {
    int events = result.outcomes().size();
    if (result.accepted() == events) {
      return accepted(request, result, ResponseEntity.accepted());
    }
    boolean retry = result.notConfirmed() > 0;
    if (result.accepted() == 0 && retry) {
      return Problem.of(ErrorCode.KAFKA_UNAVAILABLE).toResponse();
    }
    if (result.rejected() == events) {
      return rejected(result);
    }
    ResponseEntity.BodyBuilder response =
        ResponseEntity.status(HttpStatus.MULTI_STATUS).contentType(MediaType.APPLICATION_JSON);
    if (retry) {
      response.header(HttpHeaders.RETRY_AFTER, Problem.RETRY_AFTER_SECONDS);
    }
    return response.body(IntakeDocument.of(result));
  }

  /** Where the notification of the event, or of any copy of it, can be looked up. */
  private static String location(String source, String id) {
    return "/v1/notifications?source=" + encode(source) + "&id=" + encode(id);
  }

  /** A plus would be a space in some readers and a plus in others. */
  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static ResponseEntity<?> accepted(
      HttpServletRequest request, IntakeResult result, ResponseEntity.BodyBuilder builder) {
    ResponseEntity.BodyBuilder response = builder.contentType(MediaType.APPLICATION_JSON);
    boolean minimal =
        Collections.list(request.getHeaders("Prefer")).stream()
            .anyMatch(preference -> preference.replace(" ", "").contains(MINIMAL));
    return minimal
        ? response.header("Preference-Applied", MINIMAL).body(IntakeDocument.withoutItems(result))
        : response.body(IntakeDocument.of(result));
  }
}

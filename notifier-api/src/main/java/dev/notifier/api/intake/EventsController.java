package dev.notifier.api.intake;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Tenant;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The door for events. The description of the interface is a file of its own, openapi.yaml. */
@Hidden
@RestController
final class EventsController {
  private static final String MINIMAL = "return=minimal";

  private final Intake intake;
  private final EventValidator checker;
  private final BinaryModeReader binary;
  private final InFlightLimit inFlight;
  private final BooleanSupplier kafkaIsAway;
  private final BooleanSupplier typesAreMissing;

  EventsController(
      Intake intake,
      EventValidator checker,
      BinaryModeReader binary,
      InFlightLimit inFlight,
      BooleanSupplier kafkaIsAway,
      BooleanSupplier typesAreMissing) {
    this.intake = intake;
    this.checker = checker;
    this.binary = binary;
    this.inFlight = inFlight;
    this.kafkaIsAway = kafkaIsAway;
    this.typesAreMissing = typesAreMissing;
  }

  @PostMapping("/v1/events")
  ResponseEntity<?> post(HttpServletRequest request) throws IOException {
    ContentMode mode = ContentMode.of(request);
    long octets = BodyReader.announced(request);
    if (kafkaIsAway.getAsBoolean()) {
      throw new ProblemException(ErrorCode.KAFKA_UNAVAILABLE);
    }
    if (typesAreMissing.getAsBoolean()) {
      throw new ProblemException(ErrorCode.EVENT_TYPES_UNAVAILABLE);
    }
    if (!inFlight.enter(octets)) {
      throw new ProblemException(ErrorCode.OVERLOADED);
    }
    try {
      byte[] body = BodyReader.read(request);
      if (body.length == 0 && mode != ContentMode.BINARY) {
        throw new ProblemException(ErrorCode.EMPTY_BODY);
      }
      return switch (mode) {
        case BATCH -> batch(request, body);
        case STRUCTURED -> single(request, structured(body));
        case BINARY -> single(request, binary(request, body));
      };
    } finally {
      inFlight.leave(octets);
    }
  }

  private CheckResult structured(byte[] body) {
    ByteSlice all = new ByteSlice(body, BatchSplitter.skipMark(body), body.length);
    return checker.check(Tenant.DEFAULT, all, intake.now());
  }

  private CheckResult binary(HttpServletRequest request, byte[] body) {
    return switch (binary.read(request, body)) {
      case EventParser.Parsed.Bad bad -> new CheckResult.Bad(null, null, List.of(bad.finding()));
      case EventParser.Parsed.Json json -> checker.check(Tenant.DEFAULT, json.node(), intake.now());
    };
  }

  private ResponseEntity<?> single(HttpServletRequest request, CheckResult event) {
    IntakeResult answer = intake.take(List.of(event));
    if (event instanceof CheckResult.Bad bad) {
      return Problem.of(bad.findings()).answer();
    }
    return answer.allAccepted() ? accepted(request, answer) : none();
  }

  private ResponseEntity<?> batch(HttpServletRequest request, byte[] body) {
    List<ByteSlice> slices = BatchSplitter.split(body, IntakeLimits.MAX_BATCH_EVENTS);
    Instant now = intake.now();
    List<CheckResult> events = new ArrayList<>(slices.size());
    for (ByteSlice slice : slices) {
      events.add(checker.check(Tenant.DEFAULT, slice, now));
    }
    IntakeResult answer = intake.take(events);
    if (answer.allAccepted()) {
      return accepted(request, answer);
    }
    if (answer.accepted() == 0 && answer.anyRetry()) {
      return none();
    }
    ResponseEntity.BodyBuilder builder =
        ResponseEntity.status(answer.allRefused() ? 422 : 207)
            .contentType(MediaType.APPLICATION_JSON);
    if (answer.anyRetry()) {
      builder.header(HttpHeaders.RETRY_AFTER, Problem.RETRY_AFTER_SECONDS);
    }
    return builder.body(answer);
  }

  private static ResponseEntity<?> accepted(HttpServletRequest request, IntakeResult answer) {
    ResponseEntity.BodyBuilder builder =
        ResponseEntity.accepted().contentType(MediaType.APPLICATION_JSON);
    boolean minimal =
        Collections.list(request.getHeaders("Prefer")).stream()
            .anyMatch(prefer -> prefer.replace(" ", "").contains(MINIMAL));
    return minimal
        ? builder.header("Preference-Applied", MINIMAL).body(answer.withoutItems())
        : builder.body(answer);
  }

  private static ResponseEntity<Problem> none() {
    return Problem.of(ErrorCode.KAFKA_UNAVAILABLE).answer();
  }
}

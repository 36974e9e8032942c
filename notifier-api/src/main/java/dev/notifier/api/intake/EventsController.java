package dev.notifier.api.intake;

import dev.notifier.api.problem.Code;
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
  private final EventChecker checker;
  private final BinaryEvent binary;
  private final InFlight inFlight;
  private final BooleanSupplier kafkaIsAway;
  private final BooleanSupplier typesAreMissing;

  EventsController(
      Intake intake,
      EventChecker checker,
      BinaryEvent binary,
      InFlight inFlight,
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
    Mode mode = Mode.of(request);
    long octets = Body.announced(request);
    if (kafkaIsAway.getAsBoolean()) {
      throw new ProblemException(Code.KAFKA_UNAVAILABLE);
    }
    if (typesAreMissing.getAsBoolean()) {
      throw new ProblemException(Code.EVENT_TYPES_UNAVAILABLE);
    }
    if (!inFlight.enter(octets)) {
      throw new ProblemException(Code.OVERLOADED);
    }
    try {
      byte[] body = Body.read(request);
      if (body.length == 0 && mode != Mode.BINARY) {
        throw new ProblemException(Code.EMPTY_BODY);
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

  private Checked structured(byte[] body) {
    Slice all = new Slice(body, BatchSplitter.skipMark(body), body.length);
    return checker.check(Tenant.DEFAULT, all, intake.now());
  }

  private Checked binary(HttpServletRequest request, byte[] body) {
    return switch (binary.read(request, body)) {
      case EventParser.Parsed.Bad bad -> new Checked.Bad(null, null, List.of(bad.finding()));
      case EventParser.Parsed.Json json -> checker.check(Tenant.DEFAULT, json.node(), intake.now());
    };
  }

  private ResponseEntity<?> single(HttpServletRequest request, Checked event) {
    Answer answer = intake.take(List.of(event));
    if (event instanceof Checked.Bad bad) {
      return Problem.of(bad.findings()).answer();
    }
    return answer.allAccepted() ? accepted(request, answer) : none();
  }

  private ResponseEntity<?> batch(HttpServletRequest request, byte[] body) {
    List<Slice> slices = BatchSplitter.split(body, Limits.MAX_BATCH_EVENTS);
    Instant now = intake.now();
    List<Checked> events = new ArrayList<>(slices.size());
    for (Slice slice : slices) {
      events.add(checker.check(Tenant.DEFAULT, slice, now));
    }
    Answer answer = intake.take(events);
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

  private static ResponseEntity<?> accepted(HttpServletRequest request, Answer answer) {
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
    return Problem.of(Code.KAFKA_UNAVAILABLE).answer();
  }
}

package dev.notifier.api.templatetests;

import dev.notifier.api.access.TeamNumbers;
import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.planning.RefusalCheck;
import dev.notifier.api.planning.RefusalChecks;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.origin.TestedTemplate;
import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.planning.PlanningDecision;
import dev.notifier.store.access.TemplateTestDays;
import dev.notifier.store.inbound.InboundOutbox;
import dev.notifier.store.inbound.OutboxEvent;
import dev.notifier.store.templates.TemplateQueries;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Sends tests of templates. A test is counted, audited and put into the outbox in one transaction,
 * so that no one gets more than was counted. Every method throws a {@link ProblemException} if it
 * fails. Thread-safe.
 */
final class TemplateTestService {
  /** Enough for a day of writing, and too few to send anything to people. */
  static final int DAILY_LIMIT = 50;

  private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

  private final TemplateQueries templates;
  private final TemplateTestEvents events;
  private final TeamNumbers team;
  private final RefusalChecks checks;
  private final Sending sending;
  private final AuditTrail audit;
  private final InstantSource clock;

  /**
   * Where tests go.
   *
   * @param keys of the persons, by which records are partitioned
   */
  record Sending(TemplateTestDays days, InboundOutbox outbox, RecipientKey keys) {}

  TemplateTestService(
      TemplateQueries templates,
      TemplateTestEvents events,
      TeamNumbers team,
      RefusalChecks checks,
      Sending sending,
      AuditTrail audit,
      InstantSource clock) {
    this.templates = templates;
    this.events = events;
    this.team = team;
    this.checks = checks;
    this.sending = sending;
    this.audit = audit;
    this.clock = clock;
  }

  /** Sends the draft of the caller's tenant. */
  TemplateTestDocument draft(Caller caller, TemplateName template, TemplateTestForm form) {
    Map<String, Object> source =
        StoreAccess.call(() -> templates.draft(template))
            .orElseThrow(() -> new ProblemException(ErrorCode.DRAFT_NOT_FOUND))
            .source();
    return send(caller, template, TestedTemplate.DRAFT, source, form);
  }

  /** Sends a version of the caller's tenant, whatever its state. */
  TemplateTestDocument version(
      Caller caller, TemplateName template, int version, TemplateTestForm form) {
    Map<String, Object> source =
        StoreAccess.call(() -> templates.version(template, version))
            .orElseThrow(() -> new ProblemException(ErrorCode.TEMPLATE_VERSION_NOT_FOUND))
            .source();
    return send(caller, template, version, source, form);
  }

  private TemplateTestDocument send(
      Caller caller,
      TemplateName template,
      int version,
      Map<String, Object> source,
      TemplateTestForm form) {
    MobileNumber number = form.number();
    if (!team.contains(caller.tenant(), number)) {
      throw new ProblemException(
          Problem.of(List.of(Violation.at("/phone", ErrorCode.NOT_A_TEAM_NUMBER))));
    }
    EventRecord event = events.event(template, version, source, form);
    PlanningDecision.Message message = message(event);
    OutboxEvent stored = stored(event, number);
    int sentToday =
        StoreAccess.call(() ->
            audit.change(
                () -> sent(caller, stored),
                _ ->
                    Change.of(
                        Map.of(
                            "version", version,
                            "route", message.route(),
                            "locale", message.template().locale(),
                            "segments", message.segments().count()))));
    return TemplateTestDocument.of(event, message, sentToday, DAILY_LIMIT);
  }

  /**
   * The message that a test becomes.
   *
   * @throws ProblemException if it would not be sent, or if that is not certain
   */
  private PlanningDecision.Message message(EventRecord event) {
    PlanningDecision decision = checks.forRequest().decision(event, Lane.NORMAL, clock.instant());
    Violation violation = decision == null ? null : RefusalCheck.refusal(event, decision);
    if (violation != null) {
      throw new ProblemException(
          Problem.of(
              List.of(new Violation(pointer(violation), violation.code(), violation.detail()))));
    }
    PlanningDecision.Message message = decision == null ? null : decision.message();
    if (message == null) {
      throw new ProblemException(ErrorCode.EVENT_TYPES_UNAVAILABLE);
    }
    return message;
  }

  /** The body has no other part of the event than its data. */
  private static String pointer(Violation violation) {
    return violation.pointer().startsWith("/data") ? violation.pointer() : "";
  }

  private int sent(Caller caller, OutboxEvent event) {
    LocalDate today = clock.instant().atZone(ZONE).toLocalDate();
    OptionalInt count = sending.days().add(caller.tenant(), caller.name(), today, DAILY_LIMIT);
    if (count.isEmpty()) {
      throw new ProblemException(ErrorCode.TEST_LIMIT_REACHED);
    }
    sending.outbox().add(List.of(event));
    return count.getAsInt();
  }

  private OutboxEvent stored(EventRecord event, MobileNumber number) {
    return new OutboxEvent(
        UUID.fromString(event.id()),
        Lane.NORMAL,
        sending.keys().of(number).getBytes(StandardCharsets.US_ASCII),
        RecordJson.write(event));
  }
}

package dev.notifier.worker.plan;

import static dev.notifier.store.cancellation.CancellationCounts.CANCELLED_BY;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.keys.BusinessKeyDigest;
import dev.notifier.contracts.origin.MessageOrigin;
import dev.notifier.contracts.origin.MessageSubject;
import dev.notifier.contracts.origin.SubjectDigest;
import dev.notifier.numbers.Carrier;
import dev.notifier.planning.NotificationPlanner;
import dev.notifier.planning.PlanningDecision;
import dev.notifier.planning.RouteSelector;
import dev.notifier.planning.SendingTime;
import dev.notifier.planning.TemplateSelector;
import dev.notifier.store.keys.BusinessKey;
import dev.notifier.store.plan.PlannedNotification;
import dev.notifier.store.plan.PlannedNotification.Message;
import dev.notifier.templates.sms.SegmentedText;
import dev.notifier.templates.sms.WireProfile;
import dev.notifier.worker.cancellation.CancellationRules;
import dev.notifier.worker.optouts.OptOuts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns events into notifications as they are stored. Has no side effects. Thread-safe. */
public final class EventPlanner {
  /**
   * By how much the clock of a worker may be behind that of PostgreSQL without effect. If it is
   * more, what was released is deferred again until the time has come for the worker, too.
   */
  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);

  private final NotificationPlanner planner;
  private final SubjectDigest subjects;
  private final InstantSource clock;
  private final Supplier<CancellationRules> rules;
  private final OptOuts optOuts;

  /** Without cancellations and opt-outs. */
  public EventPlanner(RouteSelector routes, SubjectDigest subjects, InstantSource clock) {
    this(
        new NotificationPlanner(routes),
        subjects,
        clock,
        () -> CancellationRules.NONE,
        OptOuts.NONE);
  }

  /**
   * @param subjects the digest of the business keys by which notifications are found
   * @param rules those in force
   */
  public EventPlanner(
      NotificationPlanner planner,
      SubjectDigest subjects,
      InstantSource clock,
      Supplier<CancellationRules> rules,
      OptOuts optOuts) {
    this.subjects = subjects;
    this.planner = planner;
    this.clock = clock;
    this.rules = rules;
    this.optOuts = optOuts;
  }

  /**
   * A planned event.
   *
   * @param notification the row to store
   * @param segments the segments of its text; null if nothing is sent
   * @param about whom the event is about; null if it names no one
   * @param dueAt when it is planned again; null if it does not wait
   * @param key the fact about which its recipient gets one message; null if there is none
   */
  record Plan(
      PlannedNotification notification,
      @Nullable SegmentedText segments,
      @Nullable MessageSubject about,
      @Nullable Instant dueAt,
      @Nullable BusinessKey key) {}

  /**
   * What is known for the events of a batch.
   *
   * @param carriers of numbers that may have been ported, by the number in E.164 form
   */
  record Batch(
      TemplateSelector templates, AdvertisingCheck advertising, Map<String, Carrier> carriers) {
    /** Omits the numbers. */
    @Override
    public String toString() {
      return "Batch[" + carriers.size() + " ported]";
    }
  }

  /** Whether the carriers of numbers matter. */
  boolean dependsOnCarriers() {
    return planner.routes().dependsOnNumber();
  }

  /**
   * Plans one event.
   *
   * @param released whether the time has come for which it waited, by the clock of PostgreSQL
   * @throws InterruptedException when this worker stops
   */
  Plan plan(EventRecord event, Lane lane, Batch batch, boolean released)
      throws InterruptedException {
    // As PostgreSQL stores it: a repeated status has the time, and so the id, of the first one.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    MessageSubject about =
        MessageSubject.of(subjects, event.tenant(), event.personRef(), event.data());
    SendingTime.Due due = SendingTime.of(event, released ? now.plus(CLOCKS_DIFFER) : now);
    PlanningDecision decision =
        refused(
            event,
            planner.plan(event, lane, carrier(event, batch), batch.templates(), now),
            new Circumstances(about, batch.advertising(), due != null, now));
    if (due != null && decision.message() != null) {
      decision = deferred(event, decision, due);
    }
    PlanningDecision.Message message = decision.message();
    PlannedNotification notification =
        new PlannedNotification(
            stored(event, lane),
            decision.phone(),
            message == null ? null : stored(message),
            decision.state(),
            decision.reason(),
            decision.detail(),
            now);
    Instant dueAt = due != null && decision.state() == NotificationState.DEFERRED ? due.at() : null;
    return new Plan(
        notification,
        message == null ? null : message.segments(),
        about,
        dueAt,
        key(event, decision.phone()));
  }

  private static @Nullable Carrier carrier(EventRecord event, Batch batch) {
    String phone = event.phone();
    return phone == null ? null : batch.carriers().get(phone);
  }

  private @Nullable BusinessKey key(EventRecord event, @Nullable String phone) {
    UUID digest = BusinessKeyDigest.of(subjects, event, phone);
    Duration window = event.rules().keyWindow();
    return digest == null || window == null ? null : new BusinessKey(digest, window, null);
  }

  /** One that would expire before it may be sent never leaves, so it need not wait. */
  private static PlanningDecision deferred(
      EventRecord event, PlanningDecision decision, SendingTime.Due due) {
    Instant expiresAt = event.expiresAt();
    if (expiresAt != null && !due.at().isBefore(expiresAt)) {
      return new PlanningDecision(
          decision.phone(),
          null,
          NotificationState.EXPIRED,
          FailureReason.EXPIRED_BEFORE_SUBMISSION,
          "expires before " + due.at() + ", when it may be sent (" + due.reason() + ")",
          null);
    }
    return new PlanningDecision(
        decision.phone(),
        decision.message(),
        NotificationState.DEFERRED,
        due.reason(),
        due.at().toString(),
        null);
  }

  /**
   * With what an event is planned.
   *
   * @param waits whether its message must wait
   */
  private record Circumstances(
      @Nullable MessageSubject about, AdvertisingCheck advertising, boolean waits, Instant now) {}

  /** What was decided, unless the message is cancelled or its recipient must not get it. */
  private PlanningDecision refused(
      EventRecord event, PlanningDecision decision, Circumstances now) {
    PlanningDecision.Message message = decision.message();
    if (message == null) {
      return decision;
    }
    UUID rule = cancelledBy(event, message);
    if (rule != null) {
      return new PlanningDecision(
          decision.phone(),
          null,
          NotificationState.CANCELLED,
          FailureReason.CANCELLED,
          CANCELLED_BY + rule,
          null);
    }
    String phone = decision.phone();
    FailureReason reason = phone == null ? null : reasonNotToSend(event, phone, now);
    return reason == null
        ? decision
        : new PlanningDecision(phone, null, NotificationState.SKIPPED, reason, null, null);
  }

  private @Nullable FailureReason reasonNotToSend(
      EventRecord event, String phone, Circumstances circumstances) {
    if (event.reply() != null) {
      return null; // A person who asks gets an answer, even after an opt-out.
    }
    if (isOptedOut(event, phone)) {
      return FailureReason.OPTED_OUT;
    }
    MessageSubject about = circumstances.about();
    return about != null
            && event.category() == Category.SERVICE
            && optOuts.isWrongPerson(phone, MessageOrigin.digest(event.tenant()), about)
        ? FailureReason.WRONG_PERSON
        : circumstances
            .advertising()
            .reasonNotToSend(event, phone, circumstances.now(), !circumstances.waits());
  }

  private @Nullable UUID cancelledBy(EventRecord event, PlanningDecision.Message message) {
    CancellationRules current = rules.get();
    return current.number() == 0 ? null : current.match(event.origin(), message.template().id());
  }

  private PlannedNotification.Event stored(EventRecord event, Lane lane) {
    return new PlannedNotification.Event(
        event.tenant(),
        event.source(),
        event.id(),
        event.type(),
        lane,
        event.category(),
        event.expiresAt(),
        event.acceptedAt(),
        event.bodyDigest(),
        event.hasSecret(),
        event.personRef(),
        event.group(),
        event.keyId(),
        subjects.of(event.tenant(), event.subject()));
  }

  /** Submit asks again; an opt-out that is unknown here is known there. */
  private boolean isOptedOut(EventRecord event, String phone) {
    return !optOuts.isEmpty()
        && optOuts.isOptedOut(phone, MessageOrigin.digest(event.tenant()), event.category());
  }

  private static Message stored(PlanningDecision.Message planned) {
    return new Message(
        planned.template(),
        planned.route(),
        planned.segments().encoding().name(),
        planned.text(),
        planned.segments().count(),
        planned.sender(),
        planned.audience().isEmpty() ? null : planned.audience());
  }

  /** How the texts of a route are segmented. */
  WireProfile profile(String route) {
    return planner.routes().profile(route);
  }
}

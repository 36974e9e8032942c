package dev.notifier.api.lookup;

import dev.notifier.api.audit.LookupAudit;
import dev.notifier.api.http.Rfc3339;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.ReadableTenants;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.lookup.NotificationLookup;
import dev.notifier.store.lookup.NotificationLookup.Planned;
import dev.notifier.store.lookup.StoredNotification;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves the look-ups of notifications. */
@RestController
final class NotificationsController {
  private static final int MAX_SOURCE_CHARACTERS = 256;
  private static final int MAX_ID_CHARACTERS = 128;

  private final NotificationLookup lookup;
  private final LookupPoller poller;
  private final PlanProgress progress;
  private final Waits waits;
  private final LongSupplier nanos;
  private final LookupAudit audit;

  NotificationsController(
      NotificationLookup lookup,
      LookupPoller poller,
      PlanProgress progress,
      Waits waits,
      LongSupplier nanos,
      LookupAudit audit) {
    this.audit = audit;
    this.waits = waits;
    this.lookup = lookup;
    this.poller = poller;
    this.progress = progress;
    this.nanos = nanos;
  }

  @GetMapping("/v1/notifications")
  @RequiresScope(Scope.NOTIFICATIONS_READ)
  NotificationDocument get(
      @RequestParam String source,
      @RequestParam String id,
      @RequestParam(required = false) @Nullable String time,
      @RequestParam(required = false) @Nullable String tenant,
      HttpServletRequest request)
      throws InterruptedException {
    requireLength("source", source, MAX_SOURCE_CHARACTERS);
    requireLength("id", id, MAX_ID_CHARACTERS);
    Instant eventTime = time(time);
    String whose = ReadableTenants.of(Caller.of(request), tenant);
    long asked = nanos.getAsLong();
    Supplier<Optional<Planned>> findRecent =
        () -> StoreAccess.call(() -> lookup.findRecent(whose, source, id));
    Optional<Planned> found =
        poller.poll(
            () -> StoreAccess.call(() -> lookup.findPlanned(whose, source, id, eventTime)),
            findRecent);
    if (found.isEmpty()) {
      if (!progress.hasPlannedAllBefore(asked)) {
        throw new ProblemException(ErrorCode.NOT_FOUND_YET);
      }
      // It may have been planned after the last look-up and before the check.
      found = findRecent.get();
    }
    if (found.isPresent() && found.get().notification() == null) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.NOTIFICATION_NOT_FOUND,
              "The notification of this event was deleted, because its retention is over."));
    }
    return document(found.map(Planned::notification), "getNotification", whose, request);
  }

  @GetMapping("/v1/notifications/{notificationId}")
  @RequiresScope(Scope.NOTIFICATIONS_READ)
  NotificationDocument get(
      @PathVariable String notificationId,
      @RequestParam(required = false) @Nullable String tenant,
      @RequestParam(defaultValue = "false") boolean clear,
      HttpServletRequest request) {
    String whose = ReadableTenants.of(Caller.of(request), tenant);
    UUID id = NotificationId.parse(notificationId);
    StoredNotification stored = required(StoreAccess.call(() -> lookup.find(whose, id)));
    NotificationDocument document = NotificationHistory.document(stored, waits, Caller.of(request));
    audit.shown(
        request,
        new LookupAudit.LookUp("getNotificationById", clear ? Map.of("clear", true) : Map.of()),
        whose,
        List.of(shown(stored)));
    return document;
  }

  @PostMapping("/v1/notifications/lookup")
  @RequiresScope(Scope.NOTIFICATIONS_READ)
  LookupDocument lookup(HttpServletRequest request) throws IOException {
    LookupRequest wanted = LookupRequest.read(request);
    Caller caller = Caller.of(request);
    String whose = ReadableTenants.of(caller, wanted.tenant());
    long asked = nanos.getAsLong();
    List<@Nullable Planned> found = StoreAccess.call(() -> lookup.findAll(whose, wanted.keys()));
    boolean planned = found.contains(null) && progress.hasPlannedAllBefore(asked);
    if (planned) {
      found = withRecent(found, wanted, whose);
    }
    List<LookupDocument.Item> items = new ArrayList<>(found.size());
    for (int i = 0; i < found.size(); i++) {
      Planned known = found.get(i);
      StoredNotification stored = known == null ? null : known.notification();
      items.add(
          stored == null
              ? LookupDocument.missing(wanted.keys().get(i), planned || known != null)
              : LookupDocument.found(stored, NotificationHistory.document(stored, waits, caller)));
    }
    audit.shown(
        request,
        "lookUpNotifications",
        whose,
        found.stream()
            .filter(Objects::nonNull)
            .map(Planned::notification)
            .filter(Objects::nonNull)
            .map(NotificationsController::shown)
            .toList());
    return new LookupDocument(items);
  }

  /** Some may have been planned after the look-up and before the check. */
  private List<@Nullable Planned> withRecent(
      List<@Nullable Planned> found, LookupRequest wanted, String tenant) {
    List<@Nullable Planned> recent =
        StoreAccess.call(() -> lookup.findAllRecent(tenant, wanted.keys()));
    List<@Nullable Planned> all = new ArrayList<>(found.size());
    for (int i = 0; i < found.size(); i++) {
      all.add(found.get(i) == null ? recent.get(i) : found.get(i));
    }
    return all;
  }

  private NotificationDocument document(
      Optional<StoredNotification> found,
      String operation,
      String tenant,
      HttpServletRequest request) {
    StoredNotification stored = required(found);
    NotificationDocument document = NotificationHistory.document(stored, waits, Caller.of(request));
    audit.shown(request, operation, tenant, List.of(shown(stored)));
    return document;
  }

  private static StoredNotification required(Optional<StoredNotification> found) {
    return found.orElseThrow(() -> new ProblemException(ErrorCode.NOTIFICATION_NOT_FOUND));
  }

  private static LookupAudit.Shown shown(StoredNotification stored) {
    return new LookupAudit.Shown(stored.id(), stored.phone());
  }

  private static @Nullable Instant time(@Nullable String value) {
    Instant time = value == null ? null : Rfc3339.parse(value);
    if (value != null && time == null) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.INVALID_PARAMETER,
              "The parameter time is invalid. Send the time of the event as"
                  + " 2026-12-01T08:00:00Z, or none; in an offset, write + as %2B."));
    }
    return time;
  }

  private static void requireLength(String name, String value, int maxCharacters) {
    if (value.isEmpty() || value.length() > maxCharacters || value.indexOf('\0') >= 0) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.INVALID_PARAMETER,
              "The parameter "
                  + name
                  + " must have 1 to "
                  + maxCharacters
                  + " characters. Correct it."));
    }
  }
}

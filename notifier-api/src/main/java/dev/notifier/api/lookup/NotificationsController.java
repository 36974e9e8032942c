package dev.notifier.api.lookup;

import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.routes.RouteWaiting;
import dev.notifier.api.security.Tenant;
import dev.notifier.store.lookup.NotificationLookup;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves {@code GET /v1/notifications}. */
@RestController
final class NotificationsController {
  private static final int MAX_SOURCE_CHARACTERS = 256;
  private static final int MAX_ID_CHARACTERS = 128;

  private final NotificationLookup lookup;
  private final LookupPoller poller;
  private final RouteWaiting routes;

  NotificationsController(NotificationLookup lookup, LookupPoller poller, RouteWaiting routes) {
    this.routes = routes;
    this.lookup = lookup;
    this.poller = poller;
  }

  @GetMapping("/v1/notifications")
  NotificationDocument get(@RequestParam String source, @RequestParam String id)
      throws InterruptedException {
    requireLength("source", source, MAX_SOURCE_CHARACTERS);
    requireLength("id", id, MAX_ID_CHARACTERS);
    return poller
        .poll(() -> StoreAccess.call(() -> lookup.find(Tenant.DEFAULT, source, id)))
        .map(stored -> NotificationHistory.document(stored, routes::of))
        .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND_YET));
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

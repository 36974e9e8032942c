package dev.notifier.api.statuses;

import dev.notifier.api.body.RequestBody;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import dev.notifier.contracts.feed.FeedEvent;
import dev.notifier.kafka.feed.FeedIds;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the feed of states (http-feeds.org). A request waits without a thread: its handler runs
 * once to start reading, and again when the page is there, after the key was checked once more.
 */
@RestController
final class StatusesController {
  static final MediaType BATCH = MediaType.parseMediaType("application/cloudevents-batch+json");
  private static final String PATH = "/v1/statuses";

  private final StatusFeed feed;
  private final FeedIds ids;
  private final PersonalDetails details;

  StatusesController(StatusFeed feed, FeedIds ids, PersonalDetails details) {
    this.feed = feed;
    this.ids = ids;
    this.details = details;
  }

  /** Returns null until the page is there. */
  @GetMapping(PATH)
  @RequiresScope(Scope.NOTIFICATIONS_READ)
  @Nullable ResponseEntity<List<FeedEvent>> get(
      @RequestParam(required = false) @Nullable String lastEventId,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String timeout,
      @RequestParam(required = false) @Nullable String include,
      HttpServletRequest request) {
    if (RequestBody.isPresent(request)) {
      throw new ProblemException(
          Problem.of(ErrorCode.BAD_REQUEST, "This operation has no body. Send none."));
    }
    Caller caller = Caller.of(request);
    FeedRequest wanted = FeedRequest.of(caller, ids, lastEventId, from, timeout, include);
    FeedPage page = PendingPage.of(request);
    if (page == null) {
      PendingPage.start(
          request,
          wanted.timeout(),
          feed.read(caller.tenant(), reader(caller), wanted.start(), wanted.timeout()));
      return null;
    }
    List<FeedEvent> events =
        page.changes().stream()
            .map(each ->
                FeedEvent.of(
                    ids.id(caller.tenant(), each.behind()), caller.tenant(), each.change()))
            .toList();
    return ResponseEntity.ok()
        .contentType(BATCH)
        .cacheControl(CacheControl.noStore())
        .header(HttpHeaders.LINK, next(ids.id(caller.tenant(), page.next()), wanted))
        .body(wanted.personal() ? details.addTo(events, request) : events);
  }

  private static String reader(Caller caller) {
    return caller.key() != null ? "key:" + caller.key().id() : caller.name();
  }

  /** The address of the next page, which also continues behind an empty one. */
  private static String next(String id, FeedRequest wanted) {
    long seconds = wanted.timeout().toSeconds();
    return "<"
        + PATH
        + "?lastEventId="
        + id
        + (seconds > 0 ? "&timeout=" + seconds : "")
        + (wanted.personal() ? "&include=personal" : "")
        + ">; rel=\"next\"";
  }
}

package dev.notifier.api.knowledge;

import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.knowledge.KnowledgeQueries;
import dev.notifier.store.knowledge.KnowledgeQueries.Publication;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the feed of the knowledge base: an aggregate feed (http-feeds.org), in which each entry
 * has one event, that of its last change.
 */
@RestController
final class KnowledgeFeedController {
  /** An entry may have 256 KiB. */
  static final int MAX_EVENTS = 20;

  private static final String PATH = "/v1/knowledge/feed";
  private static final MediaType BATCH =
      MediaType.parseMediaType("application/cloudevents-batch+json");
  private static final Pattern PLACE = Pattern.compile("[0-9]{1,18}");

  private final KnowledgeQueries queries;

  KnowledgeFeedController(KnowledgeQueries queries) {
    this.queries = queries;
  }

  @GetMapping(PATH)
  @RequiresScope(Scope.KNOWLEDGE_READ)
  ResponseEntity<List<KnowledgeEvent>> get(
      @RequestParam(required = false) @Nullable String lastEventId, HttpServletRequest request) {
    String tenant = Caller.of(request).tenant();
    long after = lastEventId == null ? 0 : place(lastEventId);
    List<Publication> page =
        StoreAccess.call(() -> queries.publications(tenant, after, MAX_EVENTS));
    long next = page.isEmpty() ? after : page.getLast().place();
    return ResponseEntity.ok()
        .contentType(BATCH)
        .cacheControl(CacheControl.noStore())
        .header(HttpHeaders.LINK, "<" + PATH + "?lastEventId=" + next + ">; rel=\"next\"")
        .body(page.stream().map(each -> KnowledgeEvent.of(tenant, each)).toList());
  }

  /** A place behind the last one is of another database, and would hide what comes next. */
  private long place(String id) {
    long place = PLACE.matcher(id).matches() ? Long.parseLong(id) : Long.MAX_VALUE;
    if (place > StoreAccess.call(queries::lastPublication)) {
      throw new ProblemException(ErrorCode.INVALID_FEED_POSITION);
    }
    return place;
  }
}

package dev.notifier.api.people;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.audit.Audited;
import dev.notifier.api.audit.LookupAudit;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.audit.AuditSubjects;
import dev.notifier.store.audit.AuditSubjects.Subject;
import dev.notifier.store.people.TimelineLinks;
import dev.notifier.store.people.TimelineLinks.Link;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Makes and serves one-time addresses of timelines, so that call-centre software opens one without
 * a number in a URL. A link gives no access: its user needs the same scopes as for the timeline.
 */
@RestController
final class TimelineLinksController {
  static final String PATH = "/v1/people/timeline/links";

  private static final Duration VALID_FOR = Duration.ofSeconds(60);

  private final TimelineLinks links;
  private final LinkTokens tokens;
  private final TimelineController timelines;
  private final AuditSubjects subjects;
  private final AuditTrail audit;
  private final LookupAudit lookups;
  private final WorkLimit work;

  TimelineLinksController(
      TimelineLinks links,
      LinkTokens tokens,
      TimelineController timelines,
      AuditSubjects subjects,
      AuditTrail audit,
      LookupAudit lookups,
      WorkLimit work) {
    this.links = links;
    this.tokens = tokens;
    this.timelines = timelines;
    this.subjects = subjects;
    this.audit = audit;
    this.lookups = lookups;
    this.work = work;
  }

  /**
   * A link.
   *
   * @param path of the timeline; secret until it is used
   * @param validSeconds from now on
   */
  record LinkDocument(String path, long validSeconds) {
    /** Omits the path. */
    @Override
    public String toString() {
      return "LinkDocument";
    }
  }

  @PostMapping(PATH)
  @Audited("createTimelineLink")
  @RequiresScope(Scope.PEOPLE_READ)
  ResponseEntity<LinkDocument> create(HttpServletRequest request) throws IOException {
    Caller caller = Caller.of(request);
    Link link = TimelineLinkRequest.read(request).link(caller.tenant(), caller.name());
    String token = tokens.create();
    work.call(() -> StoreAccess.call(() -> audit.change(() -> add(token, link), this::change)));
    return ResponseEntity.status(HttpStatus.CREATED)
        .body(new LinkDocument(PATH + "/" + token, VALID_FOR.toSeconds()));
  }

  private Link add(String token, Link link) {
    links.add(LinkTokens.hash(token).orElseThrow(), link, VALID_FOR);
    return link;
  }

  private Change change(Link made) {
    Subject subject = made.person().subject();
    return new Change(
        null, subjects.refs(List.of(subject)).get(subject), made.purpose(), detail(made, Map.of()));
  }

  @GetMapping(PATH + "/{token}")
  @RequiresScope(Scope.PEOPLE_READ)
  TimelineDocument use(@PathVariable String token, HttpServletRequest request)
      throws HttpRequestMethodNotSupportedException {
    if (!HttpMethod.GET.matches(request.getMethod())) {
      // Programs that check addresses send a HEAD first, which must not use the link up.
      throw new HttpRequestMethodNotSupportedException(
          request.getMethod(), List.of(HttpMethod.GET.name()));
    }
    Caller caller = Caller.of(request);
    Link link =
        LinkTokens.hash(token)
            .flatMap(hash -> work.call(() -> used(caller.tenant(), hash)))
            .orElseThrow(() -> new ProblemException(ErrorCode.TIMELINE_LINK_NOT_FOUND));
    Timeline.Page page = timelines.firstPage(link.person(), caller);
    lookups.lookedUp(
        request,
        "getTimelineByLink",
        link.person().subject(),
        link.purpose(),
        detail(link, Map.of("linkBy", link.createdBy())),
        page.notifications());
    return timelines.document(page, link.person());
  }

  private Optional<Link> used(String tenant, byte[] hash) {
    return StoreAccess.call(() -> links.use(tenant, hash));
  }

  private static Map<String, String> detail(Link link, Map<String, String> more) {
    Map<String, String> detail = new TreeMap<>(more);
    if (link.ticket() != null) {
      detail.put("ticket", link.ticket());
    }
    return detail;
  }
}

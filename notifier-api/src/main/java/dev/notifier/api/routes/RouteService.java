package dev.notifier.api.routes;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.http.PageRequest;
import dev.notifier.api.http.PageRequest.Page;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.NearNames;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.routes.RouteTakeover;
import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.kafka.table.TopicReconciler;
import dev.notifier.store.routes.RouteContactStore;
import dev.notifier.store.routes.RouteContactStore.Contact;
import dev.notifier.store.routes.RouteContactStore.Texts;
import dev.notifier.store.routes.RoutePauseStore;
import dev.notifier.store.routes.RouteStore;
import dev.notifier.store.routes.RouteStore.Outcome;
import dev.notifier.store.tracking.UnconfirmedStore;
import dev.notifier.store.tracking.UnconfirmedStore.UnconfirmedNotification;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Reads and changes routes in PostgreSQL and publishes the changes. Every method throws a {@link
 * ProblemException} if it fails. Thread-safe.
 */
final class RouteService {
  private final RouteStore routes;
  private final RouteContactStore contacts;
  private final RoutePauseStore pauses;
  private final SendingRoutes configured;
  private final UnconfirmedStore unconfirmed;
  private final RouteStatusCache status;
  private final TopicReconciler<RouteRecord> publication;
  private final InstantSource clock;
  private final AuditTrail audit;

  RouteService(
      RouteStore routes,
      RouteContactStore contacts,
      RoutePauseStore pauses,
      SendingRoutes configured,
      UnconfirmedStore unconfirmed,
      RouteStatusCache status,
      TopicReconciler<RouteRecord> publication,
      InstantSource clock,
      AuditTrail audit) {
    this.routes = routes;
    this.contacts = contacts;
    this.pauses = pauses;
    this.configured = configured;
    this.unconfirmed = unconfirmed;
    this.status = status;
    this.publication = publication;
    this.clock = clock;
    this.audit = audit;
  }

  RouteDocument.All all(Caller caller, PageRequest request) {
    String after = request.afterName();
    Page<RouteRecord> page =
        request.page(
            StoreAccess.call(() -> routes.page(after, request.elementsToRead())),
            RouteRecord::name);
    Map<String, Contact> found =
        contacts(caller, page.elements().stream().map(RouteRecord::name).toList());
    return new RouteDocument.All(
        page.elements().stream().map(each -> document(caller, each, found)).toList(), page.next());
  }

  RouteDocument find(Caller caller, String name) {
    RouteRecord route = find(name);
    return document(caller, route, contacts(caller, List.of(name)));
  }

  /** The version of a route. */
  int version(String name) {
    return find(name).version();
  }

  private RouteRecord find(String name) {
    return StoreAccess.call(() -> routes.find(name))
        .orElseThrow(() ->
            notFound(name, StoreAccess.call(routes::all).stream().map(RouteRecord::name).toList()));
  }

  /** Returns a page of a tenant's notifications with unconfirmed segments on a route. */
  UnconfirmedDocument unconfirmed(String tenant, String name, PageRequest request) {
    UUID after = request.afterId();
    find(name);
    long count = StoreAccess.call(() -> unconfirmed.count(tenant, name));
    UnconfirmedStore.Found found =
        StoreAccess.call(() -> unconfirmed.list(tenant, name, after, request.elementsToRead()));
    return UnconfirmedDocument.of(
        count, request.page(found.notifications(), UnconfirmedNotification::id), found.next());
  }

  /** Replaces the contact of a route. */
  RouteDocument putContact(Caller caller, String name, Texts texts) {
    Optional<Texts> found =
        StoreAccess.call(() ->
            audit.change(
                () -> contacts.put(name, texts, caller.name()),
                before -> before.map(each -> change(each, texts)).orElse(null)));
    if (found.isEmpty()) {
      throw notFound(name, StoreAccess.call(routes::all).stream().map(RouteRecord::name).toList());
    }
    return find(caller, name);
  }

  /** Without the texts about persons. */
  private static @Nullable Change change(Texts before, Texts after) {
    if (before.equals(after)) {
      return null;
    }
    return Change.of(
        Map.of(
            "contract", Map.of("before", before.contract(), "after", after.contract()),
            "contactChanged", !before.contact().equals(after.contact()),
            "noteChanged", !before.note().equals(after.note())));
  }

  /** Only for callers of the national tenant, which has the contracts. */
  private Map<String, Contact> contacts(Caller caller, List<String> names) {
    return Tenants.isNational(caller.tenant())
        ? StoreAccess.call(() -> contacts.of(names))
        : Map.of();
  }

  /** Lets a route take the messages of the others. */
  RouteDocument takeOver(Caller caller, String name, RouteStore.ChangeRequest request) {
    find(name);
    configured.require(name);
    return change(caller, name, request);
  }

  RouteDocument change(Caller caller, String name, RouteStore.ChangeRequest request) {
    AtomicReference<@Nullable RouteRecord> before = new AtomicReference<>();
    RouteStore.ChangeRequest noted =
        new RouteStore.ChangeRequest(
            request.changedBy(),
            request.ifVersion(),
            route -> {
              before.set(route);
              return request.change().apply(route);
            });
    Outcome outcome =
        StoreAccess.call(() ->
            audit.change(() -> routes.change(name, noted), done -> change(before.get(), done)));
    return switch (outcome) {
      case Outcome.Changed changed -> {
        publication.publishSoon();
        yield document(caller, changed.route(), contacts(caller, List.of(name)));
      }
      case Outcome.NotFound notFound -> throw notFound(name, notFound.names());
      case Outcome.Conflict _ ->
          throw new ProblemException(
              request.ifVersion().isPresent()
                  ? ErrorCode.ROUTE_VERSION_MISMATCH
                  : ErrorCode.ROUTE_CONFLICT);
      case Outcome.NoFreeBindSlot _ -> throw new ProblemException(ErrorCode.NO_FREE_BIND_SLOT);
    };
  }

  /** What was changed; null if nothing was. */
  private static @Nullable Change change(@Nullable RouteRecord before, Outcome outcome) {
    if (!(outcome instanceof Outcome.Changed(RouteRecord after))
        || before == null
        || before.version() == after.version()) {
      return null;
    }
    Map<String, Object> detail = Map.of("before", settings(before), "after", settings(after));
    RouteTakeover order = after.takeover();
    return order == null || order.equals(before.takeover())
        ? Change.of(detail)
        : Change.of(order.reason(), detail);
  }

  private static Map<String, Object> settings(RouteRecord route) {
    return Map.of(
        "version", route.version(),
        "sessions", route.settings().sessions(),
        "window", route.settings().window(),
        "rate", route.settings().rate(),
        "paused", route.paused(),
        "rebind", route.rebind(),
        "takeover", takeover(route.takeover()));
  }

  private static Map<String, String> takeover(@Nullable RouteTakeover order) {
    return order == null
        ? Map.of()
        : Map.of("messages", order.messages().id(), "until", order.until().toString());
  }

  /** The time by which orders are compared. */
  Instant now() {
    return clock.instant();
  }

  private RouteDocument document(Caller caller, RouteRecord route, Map<String, Contact> found) {
    String name = route.name();
    // Rarely more than one is paused.
    RoutePauseStore.Pause pause =
        route.paused() ? StoreAccess.call(() -> pauses.find(name)).orElse(null) : null;
    return RouteDocument.of(
        new RouteDocument.Stored(route, found.get(name), pause),
        configured,
        Tenants.isNational(caller.tenant()),
        status,
        clock.instant());
  }

  private static ProblemException notFound(String name, List<String> names) {
    String advice =
        names.isEmpty() ? " There is none yet; start a worker." : NearNames.suggestion(name, names);
    return new ProblemException(
        Problem.of(ErrorCode.ROUTE_NOT_FOUND, ErrorCode.ROUTE_NOT_FOUND.detail() + advice));
  }
}

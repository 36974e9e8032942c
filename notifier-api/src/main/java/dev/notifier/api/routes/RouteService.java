package dev.notifier.api.routes;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.kafka.table.TopicReconciler;
import dev.notifier.config.RouteRecord;
import dev.notifier.store.routes.RouteStore;
import dev.notifier.store.routes.RouteStore.Outcome;
import dev.notifier.store.tracking.UnconfirmedStore;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Reads and changes routes in PostgreSQL and has changes published. What cannot be is a {@link
 * ProblemException}. Thread-safe.
 */
final class RouteService {
  private final RouteStore routes;
  private final UnconfirmedStore unconfirmed;
  private final RouteStatusCache board;
  private final TopicReconciler<RouteRecord> publication;
  private final InstantSource clock;

  RouteService(
      RouteStore routes,
      UnconfirmedStore unconfirmed,
      RouteStatusCache board,
      TopicReconciler<RouteRecord> publication,
      InstantSource clock) {
    this.routes = routes;
    this.unconfirmed = unconfirmed;
    this.board = board;
    this.publication = publication;
    this.clock = clock;
  }

  RouteDocument.All all() {
    return new RouteDocument.All(asked(routes::all).stream().map(this::document).toList());
  }

  RouteDocument one(String name) {
    return asked(() -> routes.find(name))
        .map(this::document)
        .orElseThrow(() -> unknown(asked(routes::all).stream().map(RouteRecord::name).toList()));
  }

  /** A page of what is unconfirmed on a route. */
  UnconfirmedDocument unconfirmed(String name, @Nullable UUID after, int limit) {
    one(name);
    return asked(() ->
        UnconfirmedDocument.of(
            unconfirmed.count(name), unconfirmed.list(name, after, limit), limit));
  }

  /**
   * Changes a route.
   *
   * @param order who wants what; its {@code ifVersion} is the one the change is meant for, empty =
   *     whichever is in force
   */
  RouteDocument change(String name, RouteStore.ChangeRequest order) {
    Outcome outcome = asked(() -> routes.change(name, order));
    return switch (outcome) {
      case Outcome.Changed done -> {
        publication.publishSoon();
        yield document(done.route());
      }
      case Outcome.NotFound unknown -> throw unknown(unknown.names());
      case Outcome.Conflict _ ->
          throw new ProblemException(
              order.ifVersion().isPresent()
                  ? ErrorCode.ROUTE_VERSION_MISMATCH
                  : ErrorCode.ROUTE_CONFLICT);
      case Outcome.NoFreeBindSlot _ -> throw new ProblemException(ErrorCode.NO_FREE_BIND_SLOT);
    };
  }

  private RouteDocument document(RouteRecord route) {
    return RouteDocument.of(route, board, clock.instant());
  }

  private static <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (DataAccessException | TransactionException e) {
      throw new ProblemException(ErrorCode.STORE_UNAVAILABLE);
    }
  }

  private static ProblemException unknown(List<String> names) {
    String known = names.isEmpty() ? "none yet; start a worker" : String.join(", ", names);
    return new ProblemException(
        Problem.of(ErrorCode.ROUTE_NOT_FOUND, "There is no such route. There are: " + known + "."));
  }
}

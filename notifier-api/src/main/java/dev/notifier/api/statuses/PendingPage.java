package dev.notifier.api.statuses;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A page for which a request waits. When it is there, the request is dispatched again, as one whose
 * body has arrived, so a key that was revoked meanwhile gets nothing.
 */
final class PendingPage implements AsyncListener {
  private static final String ATTRIBUTE = PendingPage.class.getName();

  /** How long a request may take after its wait, if nothing works as it should. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final CompletableFuture<FeedPage> page;

  private PendingPage(CompletableFuture<FeedPage> page) {
    this.page = page;
  }

  /**
   * Has the request dispatched again when the page is there.
   *
   * @param wait the longest usual time
   */
  static void start(HttpServletRequest request, Duration wait, CompletableFuture<FeedPage> page) {
    AsyncContext async = request.startAsync();
    async.setTimeout(wait.plus(GRACE).toMillis());
    async.addListener(new PendingPage(page));
    var _ =
        page.whenComplete((read, failure) -> {
          request.setAttribute(ATTRIBUTE, failure == null ? read : failure);
          try {
            async.dispatch();
          } catch (IllegalStateException _) {
            // The client has closed the connection.
          }
        });
  }

  /**
   * The page of a request that was dispatched again; null before that.
   *
   * @throws ProblemException if there is none
   */
  static @Nullable FeedPage of(HttpServletRequest request) {
    return switch (request.getAttribute(ATTRIBUTE)) {
      case FeedPage read -> read;
      case ProblemException problem -> throw problem;
      case CompletionException failure
          when failure.getCause() instanceof ProblemException problem ->
          throw problem;
      case Throwable failure ->
          throw new IllegalStateException("The feed failed unexpectedly", failure);
      case null, default -> null;
    };
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    page.completeExceptionally(new ProblemException(ErrorCode.OVERLOADED));
  }

  @Override
  public void onError(AsyncEvent event) {
    page.completeExceptionally(new ProblemException(ErrorCode.OVERLOADED));
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // Nothing to do.
  }

  @Override
  public void onComplete(AsyncEvent event) {
    // Nothing to do: the page has ended.
  }
}

package dev.notifier.worker.queries;

import dev.notifier.contracts.EventRecord;
import dev.notifier.replies.address.AnswerText;
import dev.notifier.replies.queries.QueryDefinition;
import dev.notifier.store.queries.LeasedQuery;
import dev.notifier.store.queries.QueryOrder;
import dev.notifier.store.queries.QueryOutcome;
import dev.notifier.store.queries.QueryStore;
import dev.notifier.worker.queries.QueryResponse.Failed;
import dev.notifier.worker.queries.QueryResponse.Found;
import dev.notifier.worker.queries.QueryResponse.NoMatch;
import dev.notifier.worker.queries.QueryResponse.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tries one query: asks the system, and ends or postpones the query in the transaction that adds
 * the answer. A worker that has lost the lease changes nothing. Thread-safe; blocks.
 */
final class QueryAttempt {
  /** How long a query may wait for its first attempt before it is not asked any more. */
  private static final Duration MAX_AGE = Duration.ofHours(1);

  /** So that queries leave connections to the database to the stages. */
  private static final int WRITERS = 2;

  private final Context context;
  private final @Nullable QueryClient client;
  private final Semaphore writers = new Semaphore(WRITERS);

  /**
   * @param client null if no system is configured
   */
  QueryAttempt(Context context, @Nullable QueryClient client) {
    this.context = context;
    this.client = client;
  }

  /** What an attempt needs. */
  record Context(
      QueryStore store,
      QueriesForPersons persons,
      QueryBook book,
      QueryEvents events,
      AnswerSink sink,
      RenderCheck check,
      QueryBreaker breaker,
      QueryDelays delays,
      QueryMetrics metrics,
      LongSupplier nanoTime) {}

  /** The lease has ended, so another worker has the query. */
  private static final class LeaseLostException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LeaseLostException() {
      super("the lease has ended", null, false, false);
    }
  }

  /**
   * Tries a query.
   *
   * @throws RuntimeException if its outcome cannot be saved; the lease ends, and it is tried again
   */
  void run(LeasedQuery query) throws InterruptedException {
    QueryOrder order = query.order();
    Optional<QueryDefinition> definition = context.book.definition(order);
    if (client == null || definition.isEmpty() || isTooOld(query)) {
      end(query, QueryOutcome.NOT_ASKED, text(order, AnswerText.QUERY_FAILED));
      return;
    }
    QueryResponse response = ask(client, order, definition.get());
    switch (response) {
      case Found found ->
          end(
              query,
              QueryOutcome.ANSWERED,
              context.events.data(order, definition.get(), found.data()));
      case NoMatch _ -> end(query, QueryOutcome.NO_MATCH, text(order, AnswerText.QUERY_NO_MATCH));
      case Failed _ when query.expired() ->
          end(query, QueryOutcome.FAILED, text(order, AnswerText.QUERY_FAILED));
      case Failed failed ->
          postpone(query, context.delays.after(query.age()), failed.problem() != Problem.NOT_ASKED);
    }
  }

  /** Says that the answer of a query takes longer, which no one has time to ask. */
  void delay(LeasedQuery query) throws InterruptedException {
    if (isTooOld(query)) {
      end(query, QueryOutcome.NOT_ASKED, text(query.order(), AnswerText.QUERY_FAILED));
    } else {
      postpone(query, Duration.ZERO, false);
    }
  }

  /** Ends a query for which no one had time until the person has waited for too long. */
  void giveUp(LeasedQuery query) throws InterruptedException {
    boolean wasAsked = query.attempts() > 1;
    end(
        query,
        wasAsked ? QueryOutcome.FAILED : QueryOutcome.NOT_ASKED,
        text(query.order(), AnswerText.QUERY_FAILED));
  }

  private static boolean isTooOld(LeasedQuery query) {
    return query.age().compareTo(MAX_AGE) > 0;
  }

  private QueryResponse ask(QueryClient asked, QueryOrder order, QueryDefinition definition)
      throws InterruptedException {
    long begin = context.nanoTime.getAsLong();
    QueryResponse response =
        context.breaker.tryAcquire()
            ? permitted(asked, order, definition)
            : new Failed(Problem.NOT_ASKED);
    context.metrics.asked(
        definition.name(), response, Duration.ofNanos(context.nanoTime.getAsLong() - begin));
    return response;
  }

  private QueryResponse permitted(QueryClient asked, QueryOrder order, QueryDefinition definition)
      throws InterruptedException {
    QueryResponse response = null;
    try {
      response = asked.ask(order, definition);
    } finally {
      if (response == null) {
        context.breaker.release();
      } else {
        context.breaker.record(response);
      }
    }
    boolean usable =
        !(response instanceof Found found)
            || context.check.canBeSent(context.events.data(order, definition, found.data()));
    return usable ? response : new Failed(Problem.INVALID);
  }

  private @Nullable EventRecord text(QueryOrder order, AnswerText text) {
    return context
        .book
        .text(order, text)
        .map(each -> context.events.last(order, each))
        .orElse(null);
  }

  private void end(LeasedQuery query, QueryOutcome outcome, @Nullable EventRecord answer)
      throws InterruptedException {
    BooleanSupplier end =
        () -> {
          boolean ended = context.store.end(query, outcome);
          if (ended && answer != null && query.delayed()) {
            // While Kafka was unavailable, it would come after the answer.
            context.sink.withdrawProvisional(query.order().inboundId());
          }
          if (ended && outcome == QueryOutcome.NOT_ASKED) {
            context.persons.give(query.order());
          }
          return ended;
        };
    if (save(query, answer, end)) {
      context.metrics.ended(query.order().query(), outcome);
    }
  }

  private void postpone(LeasedQuery query, Duration delay, boolean attempted)
      throws InterruptedException {
    QueryOrder order = query.order();
    EventRecord wait =
        query.delayed()
            ? null
            : context
                .book
                .text(order, AnswerText.QUERY_WAIT)
                .map(each -> context.events.first(order, each))
                .orElse(null);
    save(query, wait, () -> context.store.postpone(query, delay, !query.delayed(), attempted));
  }

  /** Returns whether the query was still this worker's. */
  private boolean save(LeasedQuery query, @Nullable EventRecord answer, BooleanSupplier change)
      throws InterruptedException {
    writers.acquire();
    try {
      context.store.inTransaction(() -> {
        if (!change.getAsBoolean()) {
          throw new LeaseLostException();
        }
        if (answer != null) {
          context.sink.add(QueryEvents.stored(query.order(), answer));
        }
        return null;
      });
    } catch (LeaseLostException e) {
      return false;
    } finally {
      writers.release();
    }
    if (answer != null) {
      context.sink.committed();
    }
    return true;
  }
}

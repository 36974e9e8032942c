package dev.notifier.console.live;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiProblem;
import dev.notifier.console.web.Account;
import dev.notifier.console.web.ConsoleRequests;
import dev.notifier.console.web.Viewer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks whether the sessions of open pages still exist, and what they allow. Pages of one session
 * are one question. For the thread of the ticker only.
 */
final class SessionChecks {
  private static final Logger LOG = LoggerFactory.getLogger(SessionChecks.class);

  private final ConsoleRequests requests;
  private final LiveConnections connections;
  private final ExecutorService checkers;
  private @Nullable Future<?> running;

  SessionChecks(ConsoleRequests requests, LiveConnections connections, ExecutorService checkers) {
    this.requests = requests;
    this.connections = connections;
    this.checkers = checkers;
  }

  /** Begins to ask, unless the questions before have not ended. */
  void start(List<LiveConnection> all) {
    if (running == null || running.isDone()) {
      Map<String, List<LiveConnection>> bySession =
          all.stream().collect(Collectors.groupingBy(connection -> connection.viewer().cookie()));
      running = checkers.submit(() -> bySession.values().forEach(this::checkSafely));
    }
  }

  /** A session that cannot be checked does not stop the checks of others. */
  private void checkSafely(List<LiveConnection> ofSession) {
    try {
      check(ofSession);
    } catch (RuntimeException e) {
      // Its message could have parts of a response.
      LOG.warn("A session was not checked: {}", e.getClass().getName());
    }
  }

  private void check(List<LiveConnection> ofSession) {
    Viewer viewer = ofSession.getFirst().viewer();
    try {
      Account account = requests.accountOf(viewer);
      if (account.isComplete()) {
        ofSession.forEach(connection -> connection.viewer(connection.viewer().with(account)));
        return;
      }
    } catch (ApiException e) {
      if (e.problem().status() != ApiProblem.UNAUTHORIZED) {
        return;
      }
    }
    connections.signOut(viewer.cookie());
  }
}

package dev.notifier.worker.bind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.worker.bind.session.BindBackoff;
import dev.notifier.worker.bind.session.BindStatus;
import dev.notifier.worker.bind.session.InboundMetrics;
import dev.notifier.worker.bind.session.SessionConnector;
import dev.notifier.worker.bind.session.SessionEvent;
import dev.notifier.worker.bind.session.SessionManager;
import dev.notifier.worker.bind.session.WaitingReceipts;
import dev.notifier.worker.failover.FailoverDispatcher;
import dev.notifier.worker.failover.FailoverTargets;
import dev.notifier.worker.journal.BindId;
import dev.notifier.worker.journal.MessageTransfer;
import dev.notifier.worker.journal.UncommittedResponses;
import dev.notifier.worker.response.ResponseHandler;
import dev.notifier.worker.response.ResponseMetrics;
import dev.notifier.worker.response.ResponsePolicy;
import dev.notifier.worker.send.BatchSelector;
import dev.notifier.worker.send.LaneQueues;
import dev.notifier.worker.send.PreSubmitCheck;
import dev.notifier.worker.send.SubmitBatch;
import dev.notifier.worker.send.SubmitState;
import dev.notifier.worker.send.SubmitWriter;
import dev.notifier.worker.send.WaitingSegments;
import dev.notifier.worker.send.WireFormat;
import dev.notifier.worker.send.rate.RateControl;
import dev.notifier.worker.smpp.ConnectionSettings;
import dev.notifier.worker.smpp.FakeSmppConnection;
import dev.notifier.worker.testing.SubmitFixtures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.junit.jupiter.api.Test;

/** Two sessions of a carrier that never responds, and a healthy failover route; simulated time. */
class SilentCarrierTest {
  private static final long MS = 1_000_000;
  private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(5);
  private static final int WINDOW = 50;

  private final InstantSource clock = () -> Instant.EPOCH.plusNanos(this.nanos);
  private final List<SilentBind> binds = new ArrayList<>();
  private long nanos;
  private int movesWithinTheRoute;
  private final List<Long> urgentFailovers = new ArrayList<>();
  private final List<Long> failovers = new ArrayList<>();

  @Test
  void messagesDoNotMoveBetweenSilentSessionsAndReachTheFailoverRouteInTime() throws Exception {
    binds.add(new SilentBind(0));
    binds.add(new SilentBind(1));
    for (int i = 0; i < 2_000; i++) {
      binds.get(i % 2).add(message(i, i % 20 == 0 ? Lane.URGENT : Lane.NORMAL), i % 20 == 0);
    }
    long allOpenNanos = Long.MAX_VALUE;
    for (nanos = 5 * MS; nanos < 60_000 * MS; nanos += 5 * MS) {
      binds.forEach(SilentBind::turn);
      boolean allOpen = binds.stream().noneMatch(each -> each.rate.isCircuitClosed());
      allOpenNanos = allOpen ? Math.min(allOpenNanos, nanos) : allOpenNanos;
    }

    assertThat(urgentFailovers.getFirst() - allOpenNanos).isLessThan(1_100 * MS);
    assertThat(failovers.getFirst() - allOpenNanos).isLessThan(10_100 * MS);
    assertThat(movesWithinTheRoute).isLessThan(500);
    assertThat(urgentFailovers.size() + failovers.size()).isGreaterThan(1_600);
    assertThat(failovers.getLast() - allOpenNanos).isLessThan(30_000 * MS);
  }

  private List<Integer> liveSessions(String route) {
    return route.equals("b")
        ? List.of(0)
        : IntStream.range(0, binds.size())
            .filter(i -> binds.get(i).rate.isCircuitClosed())
            .boxed()
            .toList();
  }

  private static SubmitRecord message(int index, Lane lane) {
    return SubmitFixtures.message(
        "a",
        lane,
        Category.GENERAL_INFO,
        "+8491200" + (1_000 + index),
        List.of("tin"),
        List.of(1),
        null);
  }

  /** One session; nothing that it writes gets a response. */
  private final class SilentBind {
    private final BindId bind;
    private final RateControl rate;
    private final SubmitState state = new SubmitState(new UncommittedResponses());
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final LaneQueues lanes;
    private final ResponseHandler responses;
    private final BatchSource batches;
    private final SubmitWriter writer;
    private long offset;

    SilentBind(int session) throws InterruptedException {
      bind = new BindId(session, "a", session);
      rate = new RateControl("silent-" + session, 0, () -> nanos);
      lanes = new LaneQueues(bind, consumer, 2_000);
      for (Lane lane : Lane.values()) {
        consumer.updateBeginningOffsets(Map.of(bind.lanePartition(lane), 0L));
      }
      lanes.startAt(Map.of(), _ -> null);
      RouteRecord record =
          new RouteRecord(
              1,
              "a",
              1,
              SubmitFixtures.route(
                  Map.of("sessions", 2, "window", WINDOW, "failover", List.of("b"))),
              false,
              0);
      RouteSettings route = new RouteSettings(bind, _ -> record);
      SessionManager manager = bound(route);
      FailoverTargets targets =
          new FailoverTargets(
              bind,
              SilentCarrierTest.this::liveSessions,
              (_, _) -> true,
              new SimpleMeterRegistry());
      responses =
          new ResponseHandler(
              state.pending(),
              new ResponsePolicy(Map.of()),
              new CarrierFeedback(rate, manager, targets, route, () -> nanos),
              new ResponseMetrics(new SimpleMeterRegistry(), "a"),
              clock);
      PreSubmitCheck check = new PreSubmitCheck(clock);
      BatchSelector selector = new BatchSelector(lanes, state, responses, check, clock, 0);
      batches =
          new BatchSource(
              route,
              manager,
              rate,
              state.window(),
              selector,
              new FailoverDispatcher(state, lanes, selector, responses, targets, check, clock),
              new WaitingSegments(state, lanes, responses, check, clock, 0),
              0);
      writer =
          new SubmitWriter(
              state,
              manager,
              WireFormat.of(route.config(), clock),
              responses,
              check,
              rate,
              () -> {},
              new SubmitWriter.Timing(RESPONSE_TIMEOUT, clock, () -> nanos),
              SubmitWriter.counter(new SimpleMeterRegistry(), "a"));
    }

    private SessionManager bound(RouteSettings route) throws InterruptedException {
      LinkedBlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
      SessionManager manager =
          new SessionManager(
              bind,
              () ->
                  new SessionConnector(
                      bind,
                      (_, listener, _) -> new FakeSmppConnection(listener),
                      ConnectionSettings.of(route.config()),
                      new SessionConnector.Inbound(
                          _ -> false,
                          new WaitingReceipts(),
                          _ -> {},
                          new InboundMetrics(new SimpleMeterRegistry(), "a")),
                      clock),
              events,
              new BindBackoff(() -> 0L),
              new BindStatus(bind, WINDOW),
              () -> true);
      manager.connectIfDue(0);
      manager.bound((SessionEvent.Bound) events.take());
      return manager;
    }

    void add(SubmitRecord message, boolean urgent) {
      Lane lane = urgent ? Lane.URGENT : Lane.NORMAL;
      consumer.addRecord(
          new ConsumerRecord<>(
              Topics.submit("a", lane), bind.session(), offset++, null, RecordJson.write(message)));
    }

    void turn() {
      lanes.poll(Duration.ZERO);
      state.window().takeOverdue(nanos).forEach(responses::timedOut);
      SubmitBatch batch = batches.next(nanos);
      List<MessageTransfer> transfers = List.copyOf(state.pending().transfers());
      state.pending().clear();
      state.window().enqueueFirst(batch.resubmissions());
      batch.fresh().forEach(state.window()::enqueue);
      transfers.forEach(this::deliver);
      if (batches.mayWrite()) {
        writer.write(WINDOW);
      }
    }

    private void deliver(MessageTransfer transfer) {
      boolean urgent = transfer.topic().endsWith(".urgent");
      if (transfer.topic().startsWith("notifier.submit.b.")) {
        (urgent ? urgentFailovers : failovers).add(nanos);
      } else {
        assertThat(transfer.topic()).startsWith("notifier.submit.a.");
        movesWithinTheRoute++;
        binds.get(Objects.requireNonNull(transfer.partition())).add(transfer.message(), urgent);
      }
    }
  }
}

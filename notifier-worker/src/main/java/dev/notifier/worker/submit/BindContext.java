package dev.notifier.worker.submit;

import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.worker.smpp.ConnectionSettings;
import dev.notifier.worker.smpp.InboundPdu;
import dev.notifier.worker.smpp.SmppConnector;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What every bind needs from outside.
 *
 * @param routes the routes as they are in force
 * @param neighbours which sessions live
 * @param inbound takes a deliver_sm on the socket's reading thread, and must not wait
 */
record BindContext(
    KafkaClients clients,
    SmppConnector links,
    RouteProvider routes,
    SessionDirectory neighbours,
    Consumer<BoundInbound> inbound,
    InstantSource clock,
    LongSupplier nanos,
    RandomGenerator random,
    MeterRegistry registry,
    CrashPoint crashPoint) {
  /** A deliver_sm and the bind it came on. */
  record BoundInbound(Bind bind, InboundPdu inbound) {}

  SessionConnector connector(Bind bind, ConnectionSettings settings) {
    return new SessionConnector(
        bind, links, settings, each -> inbound.accept(new BoundInbound(bind, each)), clock);
  }
}

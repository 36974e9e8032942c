package dev.notifier.worker.submit;

import dev.notifier.worker.kafka.KafkaClients;
import dev.notifier.worker.smpp.Inbound;
import dev.notifier.worker.smpp.LinkSettings;
import dev.notifier.worker.smpp.Links;
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
record BindTools(
    KafkaClients clients,
    Links links,
    RouteBook routes,
    Neighbours neighbours,
    Consumer<BoundInbound> inbound,
    InstantSource clock,
    LongSupplier nanos,
    RandomGenerator random,
    MeterRegistry registry,
    CrashPoint crashPoint) {
  /** A deliver_sm and the bind it came on. */
  record BoundInbound(Bind bind, Inbound inbound) {}

  Connector connector(Bind bind, LinkSettings settings) {
    return new Connector(
        bind, links, settings, each -> inbound.accept(new BoundInbound(bind, each)), clock);
  }
}

package dev.notifier.kafka.loop;

import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.quarantine.Quarantine;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;

/**
 * The dependencies that all loops share.
 *
 * @param admin closed by its creator, after the loops
 * @param clock for due times
 * @param nanoTime for waits and periods
 * @param quarantine takes the records that cannot be processed
 */
public record LoopContext(
    KafkaClients clients,
    Admin admin,
    Clock clock,
    LongSupplier nanoTime,
    MeterRegistry meters,
    LoopStepListener steps,
    Quarantine quarantine) {}

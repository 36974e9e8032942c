package dev.notifier.worker.app;

import dev.notifier.config.NotifierConfig;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.loop.LoopStepListener;
import dev.notifier.store.Database;
import dev.notifier.templates.ReplyPlaceholders;
import dev.notifier.worker.bind.CrashPoint;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/**
 * Everything the pipeline of this worker depends on.
 *
 * @param replies how people answer messages
 * @param crashPoint where tests let submit crash; does nothing in production
 * @param loopSteps where tests let plan crash; does nothing in production
 */
record WorkerDependencies(
    NotifierConfig config,
    Database database,
    KafkaClients clients,
    KafkaClusterCheck clusterCheck,
    Clock clock,
    MeterRegistry registry,
    ReplyPlaceholders replies,
    CrashPoint crashPoint,
    LoopStepListener loopSteps) {}

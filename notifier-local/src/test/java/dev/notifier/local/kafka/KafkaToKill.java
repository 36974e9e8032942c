package dev.notifier.local.kafka;

import dev.notifier.local.processes.ChildJvm;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Runs a broker in a {@link ChildJvm} until it is killed. */
final class KafkaToKill {
  private KafkaToKill() {}

  public static void main(String[] arguments) throws Exception {
    var kafka =
        EmbeddedKafka.start(
            Path.of(arguments[0]), Integer.parseInt(arguments[1]), EmbeddedKafkaIT.PASSWORD);
    System.out.println("READY " + kafka.bootstrapServers());
    new CountDownLatch(1).await();
  }
}

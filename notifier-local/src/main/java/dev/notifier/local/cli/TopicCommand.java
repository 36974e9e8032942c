package dev.notifier.local.cli;

import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.local.console.CommandException;
import dev.notifier.local.console.ConsoleOutput;
import dev.notifier.local.home.HomeOption;
import dev.notifier.local.topics.RecordView;
import dev.notifier.local.topics.TopicReader;
import java.io.IOException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code topic}: shows the records of a topic, whose format is binary. */
@Command(name = "topic", description = "Show the records of a topic.")
final class TopicCommand {
  private static final String BEGINNING = "beginning";

  @Mixin private HomeOption homeOption = new HomeOption();

  @Mixin private KafkaOption kafkaOption = new KafkaOption();

  private final ConsoleOutput console = ConsoleOutput.standard();

  @Command(
      name = "read",
      description = "Print records as lines of JSON; numbers and texts are hidden.")
  int read(
      @Parameters(paramLabel = "TOPIC", description = "such as notifier.statuses") String topic,
      @Option(
              names = "--from",
              paramLabel = "OFFSET",
              defaultValue = BEGINNING,
              description =
                  "the first offset in each partition, or beginning (default: ${DEFAULT-VALUE})")
          String from,
      @Option(
              names = "--partition",
              paramLabel = "NUMBER",
              description = "only this partition (default: all)")
          @Nullable Integer partition,
      @Option(
              names = "--max",
              paramLabel = "N",
              defaultValue = "100",
              description = "the most records (default: ${DEFAULT-VALUE})",
              converter = PositiveNumber.Limit.class)
          int max,
      @Option(
              names = "--show-personal-data",
              description = "also numbers, texts and the data of events")
          boolean personalData)
      throws CommandException, IOException {
    var first = offset(from);
    var view = new RecordView(personalData);
    try {
      var clients = new KafkaClients(kafkaOption.connection(homeOption), "topic");
      new TopicReader(clients)
          .read(topic, partition, first, max, record -> console.print(view.line(record)));
      return 0;
    } catch (KafkaException e) {
      throw new IOException("Kafka does not respond: " + e.getMessage(), e);
    }
  }

  private static long offset(String from) throws CommandException {
    try {
      var offset = from.equals(BEGINNING) ? 0 : Long.parseLong(from);
      if (offset >= 0) {
        return offset;
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    throw new CommandException(from + " is not an offset; write a number, or beginning.");
  }
}

package dev.notifier.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What needs only a start without options, because a start is the most expensive of all tests. Most
 * of it happens after the second start of the home.
 */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class OneStartIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir private static Path folder;

  private static LocalStart notifier;

  @BeforeAll
  static void start() throws Exception {
    notifier = new LocalStart(folder);
    notifier.start();
    // On a slow machine, the api is up shortly before it has read the event types.
    await().atMost(LIMIT).ignoreExceptions().until(notifier::isReady);
  }

  @AfterAll
  static void end() throws Exception {
    notifier.close();
  }

  /** And not in the folder from which the command was run. */
  @Test
  void theLogIsInTheHome() {
    assertThat(folder.resolve("home/logs/notifier.log")).isNotEmptyFile();
  }

  @Nested
  @Order(1)
  class First extends FirstEvent {
    First() {
      super(notifier);
    }
  }

  @Nested
  @Order(2)
  class Examples extends DocumentedExamples {
    Examples() {
      super(notifier);
    }

    /** Now, because a carrier that never responds is waited for twice 30 s. */
    @BeforeAll
    static void sendToTheTestNumbers() throws Exception {
      TestNumbers.send(notifier);
    }
  }

  @Nested
  class Batches extends BatchJourney {
    Batches() {
      super(notifier);
    }
  }

  @Nested
  class Persons extends PersonsAreAnswered {
    Persons() {
      super(notifier);
    }
  }

  /** The last one, when the outcomes are there. */
  @Nested
  @Order(Integer.MAX_VALUE)
  class Numbers extends TestNumbers {
    Numbers() {
      super(notifier);
    }
  }
}

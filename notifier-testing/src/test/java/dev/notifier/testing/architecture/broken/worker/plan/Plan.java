package dev.notifier.testing.architecture.broken.worker.plan;

import dev.notifier.testing.architecture.broken.worker.app.Wiring;
import dev.notifier.testing.architecture.broken.worker.bind.Submit;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.springframework.core.env.Environment;

/** Does everything that a stage must not do. */
@NullMarked
public record Plan(Submit next, Wiring wiring, ResultSet row, Environment environment) {
  /** Reads the clock. */
  public static Instant time() {
    return Instant.now();
  }

  /** Sleeps. */
  public static void pause() throws InterruptedException {
    Thread.sleep(1);
  }

  /** Uses randomness. */
  public static UUID id() {
    return UUID.randomUUID();
  }

  /** Writes to a standard stream. */
  public static void print() {
    System.out.println("something");
  }

  /** Ends the process. */
  public static void exit() {
    System.exit(1);
  }
}

package dev.notifier.local.architecture.broken.worker.plan;

import dev.notifier.local.architecture.broken.worker.app.Wiring;
import dev.notifier.local.architecture.broken.worker.bind.Submit;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.springframework.core.env.Environment;

/** Everything that a stage must not do by itself. */
@NullMarked
public record Plan(Submit next, Wiring wiring, ResultSet row, Environment environment) {
  /** Looks at the clock. */
  public static Instant time() {
    return Instant.now();
  }

  /** Waits. */
  public static void rest() throws InterruptedException {
    Thread.sleep(1);
  }

  /** Throws dice. */
  public static UUID id() {
    return UUID.randomUUID();
  }

  /** Talks to nobody in particular. */
  public static void say() {
    System.out.println("something");
  }

  /** Leaves. */
  public static void leave() {
    System.exit(1);
  }
}

package dev.notifier.local.postgres;

import dev.notifier.local.processes.ChildJvm;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Runs a server in a {@link ChildJvm} until the JVM is killed. */
final class PostgresToKill {
  private PostgresToKill() {}

  public static void main(String[] arguments) throws Exception {
    var directories =
        new EmbeddedPostgres.Directories(
            Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[0], "log"));
    var server = EmbeddedPostgres.start(directories, Integer.parseInt(arguments[2]), arguments[3]);
    System.out.println("READY " + server.pid());
    new CountDownLatch(1).await();
  }
}

package dev.notifier.local.cli;

import dev.notifier.local.console.CommandException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code images}: listed here for the help; the script {@code notifier} itself executes it. */
@Command(
    name = "images",
    description = "Build the container images of api, worker and simulator; --help says more.")
final class ImagesCommand implements Callable<Integer> {
  @Override
  public Integer call() throws CommandException {
    throw new CommandException("Run ./notifier images, which executes docker/images.sh.");
  }
}

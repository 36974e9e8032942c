package dev.notifier.local.training;

import dev.notifier.local.console.CommandException;
import dev.notifier.local.console.ConsoleOutput;
import dev.notifier.local.programs.JavaProgram;
import dev.notifier.local.programs.Recording;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Trains all programs, one training at a time for each copy of them. */
public final class Training {
  private final Optional<JavaProgram> local;
  private final List<JavaProgram> applications;
  private final Path folder;
  private final ConsoleOutput console;

  /**
   * Creates a training.
   *
   * @param local this program, if it gets a cache as well
   * @param folder for records and logs; created if it is missing
   */
  public Training(
      Optional<JavaProgram> local,
      List<JavaProgram> applications,
      Path folder,
      ConsoleOutput console) {
    this.local = local;
    this.applications = List.copyOf(applications);
    this.folder = folder;
    this.console = console;
  }

  /**
   * Makes the caches. Waits while another process does.
   *
   * @param homes where the temporary homes are created
   * @throws IOException if a program does not start, or no cache can be made
   */
  public void run(Path homes) throws CommandException, IOException, InterruptedException {
    Files.createDirectories(folder);
    try (var channel =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      train(homes);
    }
  }

  private void train(Path homes) throws CommandException, IOException, InterruptedException {
    var begun = System.nanoTime();
    var recording = new Recording(folder);
    var builders = new ArrayList<CacheBuilder>();
    if (local.isPresent()) {
      builders.add(new CacheBuilder(local.get()));
    }
    for (var application : applications) {
      builders.add(new CacheBuilder(application));
    }
    recording.begin();
    console.print("The output of the programs is in " + folder);
    var run = new TrainingRun(homes, recording, console);
    if (local.isPresent()) {
      run.recordTogether(local.get());
    }
    run.recordApplications();
    console.print("Making the caches.");
    for (var builder : builders) {
      builder.build(recording);
    }
    console.print("Trained in " + ConsoleOutput.secondsSince(begun) + ".");
  }
}

package dev.notifier.local.cli;

import dev.notifier.local.console.CommandException;
import dev.notifier.local.console.ConsoleOutput;
import dev.notifier.local.home.HomeOption;
import dev.notifier.local.home.LogFiles;
import dev.notifier.local.programs.JavaProgram;
import dev.notifier.local.training.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code train}: makes the AOT caches, with which later starts need less time and CPU. */
@Command(
    name = "train",
    description = "Run under load once, so that later starts need less time and CPU.",
    sortOptions = false)
final class TrainCommand implements Callable<Integer> {
  @Option(
      names = "--only-applications",
      hidden = true,
      description = "make only the caches of api and worker, for the images")
  private boolean onlyApplications;

  @Mixin private HomeOption homeOption = new HomeOption();

  private final ConsoleOutput console = ConsoleOutput.standard();

  @Override
  public Integer call() throws CommandException, IOException, InterruptedException {
    var homes = homeOption.orTemporary("train");
    var folder =
        Path.of(System.getProperty("launcher.root", "."), "notifier-local", "target", "training");
    LogFiles.use(folder, "train");
    var local = JavaProgram.current();
    if (local.isEmpty() && !onlyApplications) {
      throw new CommandException("Only the built program can be trained: run ./notifier train.");
    }
    var applications = List.of(JavaProgram.application("api"), JavaProgram.application("worker"));
    new Training(local.filter(_ -> !onlyApplications), applications, folder, console).run(homes);
    return 0;
  }
}

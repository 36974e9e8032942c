package dev.notifier.local.training;

import dev.notifier.local.bench.LoadOptions;
import dev.notifier.local.bench.LoadRun;
import dev.notifier.local.console.CommandException;
import dev.notifier.local.console.ConsoleOutput;
import dev.notifier.local.processes.ChildCommand;
import dev.notifier.local.processes.TestEnvironment;
import dev.notifier.local.processes.TestEnvironmentSettings;
import dev.notifier.local.programs.JavaProgram;
import dev.notifier.local.programs.Recording;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs the programs under load in temporary homes, so that their JVMs record what they learn. No
 * configuration file is read, and the secrets of a temporary home are random and deleted with it.
 */
public final class TrainingRun {
  /** Enough that the methods which matter under load are compiled in every program. */
  private static final int MESSAGES = 15_000;

  private static final int WARM_UP = 1_000;
  private static final int BATCH = 500;

  private final Path homes;
  private final Recording recording;
  private final ConsoleOutput console;

  /**
   * Creates a run.
   *
   * @param homes where the temporary homes are created; every user must be able to traverse it
   */
  public TrainingRun(Path homes, Recording recording, ConsoleOutput console) {
    this.homes = homes;
    this.recording = recording;
    this.console = console;
  }

  /**
   * Records this program with all components in one process.
   *
   * @param program this program
   */
  public void recordTogether(JavaProgram program)
      throws CommandException, IOException, InterruptedException {
    console.print("Training everything in one process.");
    try (var environment = open("together")) {
      var settings = settings();
      var options = new ArrayList<>(settings.javaOptions());
      options.addAll(recording.options(program));
      environment.startTogether(command(environment, options));
      load(environment, settings);
    }
  }

  /** Records api and worker, each in its own process. */
  public void recordApplications() throws CommandException, IOException, InterruptedException {
    console.print("Training api and worker in their own processes.");
    try (var environment = open("separate")) {
      var settings = settings();
      var options = new ArrayList<>(settings.javaOptions());
      options.add(recording.option());
      environment.start(command(environment, options), settings);
      load(environment, settings);
    }
  }

  private TestEnvironment open(String name) throws CommandException, IOException {
    var home = homes.resolve(name);
    return TestEnvironment.open(
        new TestEnvironment.Options(home, true, false, Optional.of(home.resolve("training.json"))),
        console);
  }

  private static TestEnvironmentSettings settings() throws CommandException, IOException {
    return TestEnvironmentSettings.load(Optional.empty());
  }

  private static ChildCommand command(TestEnvironment environment, List<String> javaOptions) {
    return new ChildCommand(environment.home(), Optional.empty(), javaOptions);
  }

  private void load(TestEnvironment environment, TestEnvironmentSettings settings)
      throws CommandException, IOException, InterruptedException {
    var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    var options = new LoadOptions(MESSAGES, BATCH, Optional.of(WARM_UP));
    var run = new LoadRun(environment.target(settings), options, silent, false);
    if (!run.run(environment.resultFile("training"))) {
      console.print("Some messages of the training were not delivered; it continues.");
    }
  }
}

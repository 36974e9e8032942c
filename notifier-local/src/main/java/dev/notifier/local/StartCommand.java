package dev.notifier.local;

import dev.notifier.local.home.HomeDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code start}: everything in this process, one part in it, or several each in one of its own. */
final class StartCommand {
  /** Everything has to be stopped in this time after Ctrl-C, or the process ends anyway. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

  private static final Duration POLL = Duration.ofMillis(250);

  private final CommandLineArguments line;
  private final ConsoleOutput console;
  private final long begun = System.nanoTime();

  StartCommand(CommandLineArguments line, ConsoleOutput console) {
    this.line = line;
    this.console = console;
  }

  /** Runs until it is stopped or a part ends by itself. */
  int run() throws CommandException, IOException, InterruptedException {
    var loaded = LocalSettings.load(line.config());
    var wanted = wanted(loaded);
    var home = HomeDirectory.open(line.home());
    if (!SelfProcess.isChild()) {
      console.say("Notifier starts in " + home.directory());
    }
    var settings = new AppArguments(home, loaded, line.config());
    return line.only().size() > 1 ? runChildren(home) : runHere(home, settings, wanted);
  }

  private Set<ComponentKind> wanted(LocalSettings.Loaded loaded) throws CommandException {
    var outside = EnumSet.noneOf(ComponentKind.class);
    loaded.kafka().ifPresent(_ -> outside.add(ComponentKind.KAFKA));
    loaded.postgres().ifPresent(_ -> outside.add(ComponentKind.POSTGRES));
    for (var kind : line.only()) {
      if (outside.contains(kind)) {
        throw new CommandException(
            kind.word()
                + " is set to a server of your own: there is no "
                + kind.word()
                + " to start.");
      }
    }
    var wanted =
        line.only().isEmpty() ? EnumSet.allOf(ComponentKind.class) : EnumSet.copyOf(line.only());
    wanted.removeAll(outside);
    return wanted;
  }

  private int runHere(HomeDirectory home, AppArguments settings, Set<ComponentKind> wanted)
      throws CommandException, IOException, InterruptedException {
    var runner = new ComponentRunner(home, console);
    onShutdown(runner::stopAll);
    var alone = !line.only().isEmpty();
    runner.startAll(
        wanted.stream().map(kind -> ComponentFactory.create(kind, home, settings, alone)).toList());
    sayReady();
    if (!alone) {
      console.say(StartupMessage.of(home));
    }
    var ended = runner.awaitEnd();
    if (ended.isPresent()) {
      console.say(ended.get() + " ended by itself; its log: ./notifier logs " + ended.get());
      return 1;
    }
    return 0;
  }

  private int runChildren(HomeDirectory home) throws IOException, InterruptedException {
    List<ChildProcess> children = new ArrayList<>();
    onShutdown(() -> stopChildren(children));
    for (var stage : stages()) {
      for (var kind : stage) {
        synchronized (children) {
          children.add(ChildProcess.launch(kind, line, List.of()));
        }
      }
      for (var child : List.copyOf(children)) {
        if (!child.awaitReady(home)) {
          console.part(child.kind().word(), "did not start; its log: ./notifier logs");
          return 1;
        }
      }
    }
    sayReady();
    while (!children.isEmpty()) {
      for (var child : List.copyOf(children)) {
        if (!child.isAlive()) {
          console.part(child.kind().word(), "ended with code " + child.exitCode());
          synchronized (children) {
            children.remove(child);
          }
        }
      }
      Thread.sleep(POLL);
    }
    return 0;
  }

  private Collection<List<ComponentKind>> stages() {
    return line.only().stream()
        .collect(Collectors.groupingBy(ComponentKind::stage, TreeMap::new, Collectors.toList()))
        .values();
  }

  private static void stopChildren(List<ChildProcess> children) {
    List<ChildProcess> all;
    synchronized (children) {
      all = List.copyOf(children);
    }
    for (var child : all.reversed()) {
      try {
        child.stop();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void sayReady() {
    if (!SelfProcess.isChild()) {
      var took = ConsoleOutput.seconds(Duration.ofNanos(System.nanoTime() - begun));
      console.say("Ready in " + took + ". Ctrl-C stops it.");
    }
  }

  private static void onShutdown(Runnable stop) {
    var stopper = new Thread(stop, "stop");
    stopper.setDaemon(true);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stopper.start();
                  try {
                    if (!stopper.join(STOP_LIMIT)) {
                      Runtime.getRuntime().halt(1);
                    }
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                },
                "shutdown"));
  }
}

package dev.notifier.local;

import dev.notifier.local.home.HomeDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The program behind the script {@code notifier}. */
public final class Main {
  /** The folder of the script; the home lies in it unless --home says otherwise. */
  private static final String ROOT = "launcher.root";

  private static final int WRONG_USE = 2;

  private static final String HELP =
      """
      Notifier: a bulk SMS notification engine, on this machine.

        ./notifier start                     start everything in one process; Ctrl-C stops it
        ./notifier start --config FILE       with a YAML file over the defaults
        ./notifier start --only PART[,PART]  only these parts, each in a process of its own:
                                             kafka, postgres, smsc (infra = these three), api, worker
        ./notifier bench [--messages N]      the load run (20,000): all parts in processes of their
                                             own, a table and a JSON file; also --config FILE,
                                             --batch N, --warm-up N, --json FILE, --keep
        ./notifier chaos [--minutes N]       the chaos run (15): faults at the message centre and
                                             killed workers, then a verdict; also --seed N (7),
                                             --rate N (150 events a second), --json FILE, --keep
        ./notifier stop                      stop what runs
        ./notifier status                    what runs, and where
        ./notifier logs [PART] [-f]          the end of the logs; -f follows one
        ./notifier templates lint DIR        look at DIR/templates/*.yaml and DIR/event-types/*.yaml,
                                             without a server; exit code 1 for mistakes
        ./notifier templates import DIR      send what differs to the api of the home; templates wait
                                             for review; --dry-run only says what it would do
        ./notifier templates export DIR      write what is there as files
        ./notifier images                    container images of api, worker and simulator, with docker
                                             or podman; --help says more
        ./notifier help                      this

        --home DIR   where data, secrets and logs are kept (default .notifier beside the script);
                     every command takes it; bench and chaos use a folder that they delete again
      """;

  private Main() {}

  public static void main(String[] arguments) {
    var console = new ConsoleOutput(System.out);
    int code;
    try {
      var root = Path.of(System.getProperty(ROOT, "."));
      var line = CommandLineArguments.parse(List.of(arguments), home(root, arguments));
      code = run(line, console);
    } catch (CommandException e) {
      System.err.println("notifier: " + e.getMessage());
      code = WRONG_USE;
    } catch (IOException e) {
      System.err.println("notifier: " + e.getMessage());
      code = 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      code = 1;
    }
    System.exit(code);
  }

  /** A load run and a chaos run leave the usual home alone. */
  private static Path home(Path root, String[] arguments) {
    return arguments.length > 0 && List.of("bench", "chaos").contains(arguments[0])
        ? Path.of(
            System.getProperty("java.io.tmpdir"),
            "notifier-"
                + arguments[0]
                + "-"
                + ProcessHandle.current().pid()
                + "-"
                + System.nanoTime())
        : root.resolve(".notifier");
  }

  private static int run(CommandLineArguments line, ConsoleOutput console)
      throws CommandException, IOException, InterruptedException {
    if (line.command() == CommandLineArguments.Command.HELP) {
      console.say(HELP.stripTrailing());
      return 0;
    }
    var makesHome =
        Set.of(
                CommandLineArguments.Command.START,
                CommandLineArguments.Command.BENCH,
                CommandLineArguments.Command.CHAOS)
            .contains(line.command());
    if (line.command() == CommandLineArguments.Command.TEMPLATES) {
      return new TemplatesCommand(line, console).run();
    }
    if (!makesHome && !HomeDirectory.exists(line.home())) {
      throw new CommandException("Nothing was ever started in " + line.home() + ".");
    }
    logTo(line);
    return switch (line.command()) {
      case START -> new StartCommand(line, console).run();
      case BENCH -> new BenchCommand(line, console).run();
      case CHAOS -> new ChaosCommand(line, console).run();
      case STOP -> new StopCommand(HomeDirectory.open(line.home()), console).run();
      case STATUS -> new StatusCommand(HomeDirectory.open(line.home()), console).run();
      case LOGS -> new LogsCommand(HomeDirectory.open(line.home()), console).run(line.words());
      case TEMPLATES, HELP -> 0;
    };
  }

  /** Before the first logger is made: the log's configuration reads these. */
  private static void logTo(CommandLineArguments line) {
    System.setProperty("launcher.logs", line.home().resolve("logs").toString());
    System.setProperty(
        "launcher.process",
        switch (line.command()) {
          case START -> line.only().size() == 1 ? line.only().iterator().next().word() : "notifier";
          case BENCH -> "bench";
          case CHAOS -> "chaos";
          case STOP, STATUS, LOGS, TEMPLATES, HELP -> "commands";
        });
    // Tomcat writes to the Java platform's own log; it belongs in ours.
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    // The applications in this process must not replace the configuration of its log.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
  }
}

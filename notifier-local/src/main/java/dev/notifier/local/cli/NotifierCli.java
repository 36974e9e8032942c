package dev.notifier.local.cli;

import dev.notifier.local.batches.BatchCommand;
import dev.notifier.local.console.CommandException;
import dev.notifier.local.invoice.ReconcileInvoiceCommand;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program behind the script {@code notifier}: prints the help, or runs a subcommand. */
@Command(
    name = "./notifier",
    description = "Notifier: a bulk SMS notification engine, on this machine.",
    synopsisSubcommandLabel = "COMMAND",
    usageHelpAutoWidth = true,
    subcommands = {
      StartCommand.class,
      StopCommand.class,
      StatusCommand.class,
      LogsCommand.class,
      LinkCommand.class,
      BenchCommand.class,
      ChaosCommand.class,
      TrainCommand.class,
      BrokerCommand.class,
      TemplatesCommand.class,
      BatchCommand.class,
      QuarantineCommand.class,
      TopicCommand.class,
      PlanAgainCommand.class,
      ReconcileCommand.class,
      ReconcileInvoiceCommand.class,
      AuditCommand.class,
      ImagesCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    })
public final class NotifierCli implements Callable<Integer> {
  private static final int FAILURE = 1;
  private static final int WRONG_USE = 2;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "show this help")
  @SuppressWarnings("UnusedVariable") // Picocli reads it.
  private boolean help;

  @Spec private @Nullable CommandSpec spec;

  private NotifierCli() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** Creates a command line that reports each error in one line. */
  static CommandLine commandLine() {
    return new CommandLine(new NotifierCli())
        .setOverwrittenOptionsAllowed(true)
        .setParameterExceptionHandler((e, _) -> wrongUse(e))
        .setExecutionExceptionHandler((e, command, _) -> {
          if (!(e instanceof CommandException
              || e instanceof IOException
              || e instanceof InterruptedException)) {
            throw e;
          }
          if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
          } else {
            command.getErr().println("notifier: " + reason(e));
          }
          return e instanceof CommandException ? WRONG_USE : FAILURE;
        });
  }

  /** Exceptions of a connection that is refused have no message. */
  private static String reason(Exception e) {
    return e instanceof ConnectException
        ? "The api of this home does not respond: see ./notifier status, or start it with ./notifier"
            + " start."
        : String.valueOf(e.getMessage());
  }

  private static int wrongUse(ParameterException e) {
    var command = e.getCommandLine();
    var isRoot = command.getParent() == null;
    var message =
        isRoot && e instanceof UnmatchedArgumentException unmatched
            ? "There is no command " + unmatched.getUnmatched().getFirst()
            : e.getMessage();
    var help =
        isRoot
            ? "./notifier help lists the commands."
            : command.getCommandSpec().qualifiedName() + " --help lists the options.";
    command.getErr().println("notifier: " + message + "; " + help);
    return WRONG_USE;
  }

  @Override
  public Integer call() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getOut());
    }
    return 0;
  }
}

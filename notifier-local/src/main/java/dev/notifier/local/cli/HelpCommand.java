package dev.notifier.local.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code help}: prints the help of all commands or of one. */
@Command(name = "help", description = "Show this help, or the help of a command.")
final class HelpCommand implements Callable<Integer> {
  @Parameters(paramLabel = "COMMAND", description = "show the help of this command")
  private List<String> commands = List.of();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (spec != null) {
      var command = spec.root().commandLine();
      for (var name : commands) {
        var subcommand = command.getSubcommands().get(name);
        if (subcommand == null) {
          throw new ParameterException(spec.root().commandLine(), "There is no command " + name);
        }
        command = subcommand;
      }
      command.usage(spec.commandLine().getOut());
    }
    return 0;
  }
}

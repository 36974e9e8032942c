package dev.notifier.local.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code completion}: prints a completion script. */
@Command(
    name = "completion",
    description = "Print a completion script for bash and zsh.",
    footer = "Usage in a shell: source <(./notifier completion)")
final class CompletionCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (spec != null) {
      var root = spec.root().commandLine();
      root.getOut().println(AutoComplete.bash("notifier", root));
      root.getOut().flush();
    }
    return 0;
  }
}

package dev.notifier.local.cli;

import dev.notifier.local.console.AbsolutePath;
import dev.notifier.local.home.HomeOption;
import dev.notifier.local.processes.TestEnvironment;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that {@code bench} and {@code chaos} have in common. */
final class RunOptions {
  @Option(
      names = "--json",
      paramLabel = "FILE",
      converter = AbsolutePath.class,
      description = "where the result is written as JSON (default: below notifier-local/target)")
  private @Nullable Path json;

  @Option(names = "--keep", description = "keep data and logs of a temporary home")
  private boolean keep;

  @Mixin private HomeOption homeOption = new HomeOption();

  /**
   * Returns the options.
   *
   * @param command its name is part of the name of a temporary home
   */
  TestEnvironment.Options forCommand(String command) {
    return new TestEnvironment.Options(
        homeOption.orTemporary(command), !homeOption.isGiven(), keep, Optional.ofNullable(json));
  }
}

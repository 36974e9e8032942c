package dev.notifier.local.cli;

import dev.notifier.local.console.CommandException;
import dev.notifier.local.console.ConsoleOutput;
import dev.notifier.local.home.HomeOption;
import dev.notifier.local.users.LinkMessage;
import dev.notifier.local.users.UsersClient;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code link}: makes a one-time link, with which a user sets a password. */
@Command(
    name = "link",
    description = "Make a one-time link, with which a user sets a password; the former one ends.")
final class LinkCommand implements Callable<Integer> {
  @Mixin private HomeOption homeOption = new HomeOption();

  @Option(
      names = "--user",
      paramLabel = "NAME",
      defaultValue = UsersClient.FIRST,
      description = "the user (default: ${DEFAULT-VALUE}, who is made if there is no user at all)")
  private String user = UsersClient.FIRST;

  @Option(
      names = "--reset-factors",
      description =
          "the use of the link also removes authenticator app, passkeys and recovery codes")
  private boolean resetFactors;

  /** Users repeat the options of {@code start}; this one would have no effect. */
  @Option(names = "--config", paramLabel = "FILE", hidden = true)
  private @Nullable String config;

  private final ConsoleOutput console = ConsoleOutput.standard();

  @Override
  public Integer call() throws CommandException, IOException, InterruptedException {
    if (config != null) {
      throw new CommandException(
          "link takes no --config: it asks the api of the home, which runs with its file.");
    }
    var home = homeOption.openExisting();
    var client =
        UsersClient.of(home.endpoints())
            .orElseThrow(() ->
                new CommandException(
                    "No api runs in " + home.directory() + ": start it with ./notifier start."));
    Optional<UsersClient.Link> first =
        user.equals(UsersClient.FIRST) ? client.makeFirst() : Optional.empty();
    console.print(
        LinkMessage.of(
            first.isPresent() ? first.get() : client.newLink(user, resetFactors),
            home.endpoints().get("console")));
    return 0;
  }
}

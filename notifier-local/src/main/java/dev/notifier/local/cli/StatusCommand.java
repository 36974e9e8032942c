package dev.notifier.local.cli;

import dev.notifier.local.components.ComponentKind;
import dev.notifier.local.console.CommandException;
import dev.notifier.local.console.ConsoleOutput;
import dev.notifier.local.home.ComponentLock;
import dev.notifier.local.home.ComponentLock.Registration;
import dev.notifier.local.home.HomeOption;
import dev.notifier.local.home.LogFiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code status}: shows which components of a home run, where, and whether they respond. */
@Command(
    name = "status",
    description = "Show what runs, at which address, and whether it responds.")
final class StatusCommand implements Callable<Integer> {
  /** The exit code of init scripts for "the program is not running". */
  private static final int NOTHING_RUNS = 3;

  private static final int CONNECT_LIMIT_MS = 1_000;

  @Mixin private HomeOption homeOption = new HomeOption();

  private final ConsoleOutput console = ConsoleOutput.standard();

  @Override
  public Integer call() throws CommandException, IOException {
    var home = homeOption.openExisting();
    LogFiles.use(home.directory(), "commands");
    var registrations =
        ComponentLock.registrations(home).stream()
            .sorted(
                Comparator.comparing(registration ->
                    ComponentKind.ofComponent(registration.component()).orElseThrow()))
            .toList();
    if (registrations.isEmpty()) {
      console.print("Nothing runs in " + home.directory());
      return NOTHING_RUNS;
    }
    console.print("Home " + home.directory());
    print("component", "state", "process", "address");
    for (var one : registrations) {
      var process = one.isAlive() ? Long.toString(one.pid()) : "-";
      print(one.component(), state(one), process, one.address());
    }
    return registrations.stream().anyMatch(Registration::isAlive) ? 0 : NOTHING_RUNS;
  }

  private void print(String component, String state, String process, String address) {
    console.printComponent(
        component, String.format(Locale.ROOT, "%-16s %-8s %s", state, process, address));
  }

  private static String state(Registration registration) {
    if (!registration.isAlive()) {
      return "killed";
    }
    if (registration.address().isEmpty()) {
      return "starting";
    }
    return responds(registration.address()) ? "up" : "does not respond";
  }

  private static boolean responds(String address) {
    var hostAndPort = address.replaceFirst("^[a-z]+://", "").replaceFirst("/.*$", "");
    var colon = hostAndPort.lastIndexOf(':');
    try (var socket = new Socket()) {
      var port = Integer.parseInt(hostAndPort.substring(colon + 1));
      socket.connect(
          new InetSocketAddress(hostAndPort.substring(0, colon), port), CONNECT_LIMIT_MS);
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }
}

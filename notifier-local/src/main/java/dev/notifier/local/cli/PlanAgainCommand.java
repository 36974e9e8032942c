package dev.notifier.local.cli;

import dev.notifier.local.console.CommandException;
import dev.notifier.local.console.ConsoleOutput;
import dev.notifier.local.home.HomeOption;
import dev.notifier.local.planagain.PlanAgainClient;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plan-again}: has skipped events planned again after an operator removed the cause. */
@Command(
    name = "plan-again",
    description =
        "Plan events again that were skipped for a reason that operators own, such as NO_TEMPLATE.")
final class PlanAgainCommand implements Callable<Integer> {
  @Mixin private HomeOption homeOption = new HomeOption();

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description =
          "only events with this reason: NO_NUMBER, NO_TEMPLATE, NO_VARIANT, TEMPLATE_TOO_LONG,"
              + " UNUSABLE_TEMPLATE, NOT_REGISTERED or NO_ROUTE")
  private @Nullable String reason;

  @Option(names = "--type", paramLabel = "TYPE", description = "only events of this type")
  private @Nullable String type;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "only events that were planned first at or after this time (RFC 3339)")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "only events that were planned first before this time (RFC 3339)")
  private @Nullable String to;

  @Option(names = "--dry-run", description = "only count the events")
  private boolean dryRun;

  private final ConsoleOutput console = ConsoleOutput.standard();

  @Override
  public Integer call() throws CommandException, IOException, InterruptedException {
    var totals = client().planAgain(selection(), this::printProgress);
    console.print(
        totals.ordered() + (dryRun ? " events would be planned again." : " events ordered."));
    if (totals.expired() > 0) {
      console.print(totals.expired() + " expired and stay skipped.");
    }
    if (totals.overQuota() > 0) {
      console.print(totals.overQuota() + " are beyond the monthly quota of their tenant.");
    }
    if (totals.waiting() > 0) {
      console.print(totals.waiting() + " were ordered in the last hour and are not planned yet.");
    }
    return 0;
  }

  private void printProgress(PlanAgainClient.Totals totals) {
    if (!dryRun && totals.ordered() > 0) {
      console.print(totals.ordered() + " ...");
    }
  }

  /** The fields of the request; the api checks them. */
  Map<String, Object> selection() {
    Map<String, Object> fields = new LinkedHashMap<>();
    put(fields, "reason", reason);
    put(fields, "type", type);
    put(fields, "from", from);
    put(fields, "to", to);
    if (dryRun) {
      fields.put("dryRun", true);
    }
    return fields;
  }

  private static void put(Map<String, Object> fields, String name, @Nullable String value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  private PlanAgainClient client() throws CommandException, IOException {
    var home = homeOption.openExisting();
    var endpoints = home.endpoints();
    var address = endpoints.get("api");
    var key = endpoints.get("apiKey");
    if (address.isEmpty() || key.isEmpty()) {
      throw new CommandException(
          "No api runs in " + home.directory() + ": start it with ./notifier start.");
    }
    return new PlanAgainClient(address.get(), key.get());
  }
}

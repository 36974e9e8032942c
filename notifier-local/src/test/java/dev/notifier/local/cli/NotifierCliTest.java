package dev.notifier.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.local.bench.LoadOptions;
import dev.notifier.local.chaos.posting.ChaosOptions;
import dev.notifier.local.components.ComponentKind;
import dev.notifier.local.home.HomeDirectory;
import dev.notifier.local.home.LoopbackPorts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class NotifierCliTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine commandLine =
      NotifierCli.commandLine()
          .setOut(new PrintWriter(out, true))
          .setErr(new PrintWriter(err, true));

  @Test
  void startTakesComponentsHomeAndConfiguration() {
    var start =
        parse(StartCommand.class, "start --only api,infra --only api --home /h --config /c.yaml");
    assertThat(start.only())
        .containsExactly(
            ComponentKind.POSTGRES,
            ComponentKind.KAFKA,
            ComponentKind.SMSC,
            ComponentKind.QUERIES,
            ComponentKind.API);
    assertThat(start.home()).isEqualTo(Path.of("/h"));
    assertThat(start.config()).contains(Path.of("/c.yaml"));
  }

  @Test
  void withoutOptionsStartSelectsAllComponentsInTheDefaultHome() {
    var start = parse(StartCommand.class, "start");
    assertThat(start.only()).isEmpty();
    assertThat(start.home()).isEqualTo(Path.of(".notifier").toAbsolutePath());
    assertThat(start.config()).isEmpty();
    assertThat(start.isDemo()).isFalse();
    assertThat(parse(StartCommand.class, "start --demo").isDemo()).isTrue();
  }

  @Test
  void benchTakesTheOptionsOfTheLoadRun() {
    var bench =
        parse(
            BenchCommand.class,
            "bench --messages 100_000 --batch 250 --warm-up 9 --json /out.json --keep");
    assertThat(bench.loadOptions()).isEqualTo(new LoadOptions(100_000, 250, Optional.of(9)));
    assertThat(bench.environmentOptions().json()).contains(Path.of("/out.json"));
    assertThat(bench.environmentOptions().keep()).isTrue();
    assertThat(bench.environmentOptions().temporary()).isTrue();
  }

  @Test
  void benchHasDefaults() {
    var bench = parse(BenchCommand.class, "bench --home /h");
    assertThat(bench.loadOptions()).isEqualTo(new LoadOptions(20_000, 500, Optional.empty()));
    assertThat(bench.environmentOptions().home()).isEqualTo(Path.of("/h"));
    assertThat(bench.environmentOptions().temporary()).isFalse();
    assertThat(bench.environmentOptions().keep()).isFalse();
  }

  @Test
  void chaosTakesTheOptionsOfTheChaosRun() {
    var chaos =
        parse(ChaosCommand.class, "chaos --minutes 3 --seed 11 --rate 40 --json /out.json --keep");
    assertThat(chaos.chaosOptions()).isEqualTo(new ChaosOptions(3, 11, 40));
    assertThat(chaos.environmentOptions().keep()).isTrue();
    assertThat(chaos.environmentOptions().json()).contains(Path.of("/out.json"));
    assertThat(parse(ChaosCommand.class, "chaos").chaosOptions())
        .isEqualTo(new ChaosOptions(15, 7, 150, true, true));
    assertThat(parse(ChaosCommand.class, "chaos --no-single-item").chaosOptions())
        .isEqualTo(new ChaosOptions(15, 7, 150, false, true));
    assertThat(parse(ChaosCommand.class, "chaos --single-item --only-single-item").chaosOptions())
        .isEqualTo(new ChaosOptions(15, 7, 150, true, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "begin | There is no command begin; ./notifier help lists the commands.",
        "help begin | There is no command begin; ./notifier help lists the commands.",
        "start --only kafak | there is no component kafak; the components are kafka, postgres, smsc, queries, infra, api, worker",
        "start --only | Missing required parameter for option '--only'",
        "start --home --only | Expected parameter for option '--home' but found '--only'",
        "start --demo --only api | --demo needs all components: start without --only.",
        "start --demo-events 0 | 0 is not a number from 1 to 10000",
        "start --fast | Unknown option: '--fast'; ./notifier start --help lists the options.",
        "start kafka | Unmatched argument at index 1: 'kafka'",
        "start --messages 5 | Unknown options: '--messages'",
        "bench --messages 0 | 0 is not a number from 1 to 10000000",
        "bench --messages many | many is not a number from 1 to 10000000",
        "bench --batch 10001 | 10001 is not a number from 1 to 10000",
        "bench --only api | Unknown options: '--only'",
        "bench --seed 5 | Unknown options: '--seed'",
        "chaos --config /c.yaml | Unknown options: '--config'",
        "chaos --messages 5 | Unknown options: '--messages'",
        "chaos --minutes 601 | 601 is not a number from 1 to 600",
        "templates | Missing required subcommand",
        "templates lint | Missing required parameter: 'DIR'",
        "templates burn /d | Unmatched arguments from index 1: 'burn', '/d'",
        "templates lint /d --dry-run | Unknown option: '--dry-run'",
        "templates lint /there-is-none | There is no directory /there-is-none.",
        "quarantine | Missing required subcommand",
        "quarantine list --limit 0 | 0 is not a number from 1 to 10000",
        "quarantine list --since soon | soon is not a duration such as 90m, 24h or 7d.",
        "quarantine list --stage planning | There is no stage planning; write one of inbound, plan, retry",
        "quarantine replay | Name positions, or select records by --topic, --stage, --reason",
        "quarantine replay p --topic t | Name positions, or select records by --topic",
        "quarantine replay --force --topic t | --force needs the positions of the records.",
        "quarantine replay --reason odd | Invalid value for option '--reason'",
        "quarantine discard | Missing required parameter: 'POSITION'",
        "topic | Missing required subcommand",
        "topic read | Missing required parameter: 'TOPIC'",
        "topic read t --from yesterday | yesterday is not an offset; write a number, or beginning.",
        "topic read t --max 0 | 0 is not a number from 1 to 10000",
        "quarantine show p --home /there-is-none | Nothing has been started in /there-is-none yet.",
        "status --home /there-is-none | Nothing has been started in /there-is-none yet.",
        "stop --home /there-is-none | Nothing has been started in /there-is-none yet.",
        "link --home /there-is-none | Nothing has been started in /there-is-none yet.",
        "link --config /a.yaml | link takes no --config: it asks the api of the home, which runs with its file.",
        "link --user | Missing required parameter for option '--user'",
        "logs --home /there-is-none | Nothing has been started in /there-is-none yet."
      })
  void wrongUseIsReportedInOneLineWithExitCode2(String arguments, String message) {
    assertThat(execute(arguments)).isEqualTo(2);
    assertThat(err.toString()).startsWith("notifier: ").contains(message).hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "--help", "-h", ""})
  void helpListsAllCommands(String arguments) {
    assertThat(execute(arguments)).isZero();
    assertThat(out.toString().lines().map(line -> line.strip().split(" ", 2)[0]))
        .containsSubsequence(
            "start",
            "stop",
            "status",
            "logs",
            "link",
            "bench",
            "chaos",
            "templates",
            "quarantine",
            "images",
            "completion",
            "help");
  }

  @ParameterizedTest
  @ValueSource(strings = {"help bench", "bench --help", "bench -h"})
  void helpOfACommandShowsItsOptionsWithTheirDefaults(String arguments) {
    assertThat(execute(arguments)).isZero();
    assertThat(out.toString())
        .contains("./notifier bench", "--messages=N", "(default: 20000)", "--home=DIR");
  }

  @Test
  void templatesTakeTheHomeAfterTheSubcommand(@TempDir Path directory) {
    assertThat(execute("templates export /d --home " + directory)).isEqualTo(2);
    assertThat(err.toString()).contains("Nothing has been started in " + directory);
  }

  /** After a kill, the home still has the address of the api. */
  @ParameterizedTest
  @ValueSource(
      strings = {"plan-again --reason NO_ROUTE", "link", "templates export /there-is-none"})
  void anApiThatDoesNotRespondIsNamed(String arguments, @TempDir Path directory)
      throws IOException {
    HomeDirectory.open(directory)
        .endpoints()
        .put(Map.of("api", "http://127.0.0.1:" + LoopbackPorts.free(), "apiKey", "key"));

    assertThat(commandLine.execute((arguments + " --home " + directory).split(" ", -1)))
        .isEqualTo(1);
    assertThat(err.toString())
        .startsWith("notifier: The api of this home does not respond: see ./notifier status");
  }

  @Test
  void theCompletionScriptCompletesTheCommandsOfNotifier() {
    assertThat(execute("completion")).isZero();
    assertThat(out.toString())
        .contains("complete -F _complete_notifier", "start stop status logs link bench chaos");
  }

  private <T> T parse(Class<T> command, String arguments) {
    var result = NotifierCli.commandLine().parseArgs(arguments.split(" ", -1));
    return command.cast(result.subcommand().commandSpec().userObject());
  }

  private int execute(String arguments) {
    return commandLine.execute(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1));
  }
}

package dev.notifier.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.local.CommandLineArguments.Command;
import dev.notifier.local.chaos.ChaosOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineArgumentsTest {
  private static final Path DEFAULT = Path.of("/somewhere/.notifier");

  @Test
  void readsEverything() throws CommandException {
    var line = parse("start --only api,infra --home /h --config /c.yaml");
    assertThat(line.command()).isEqualTo(Command.START);
    assertThat(line.only())
        .containsExactly(
            ComponentKind.POSTGRES, ComponentKind.KAFKA, ComponentKind.SMSC, ComponentKind.API);
    assertThat(line.home()).isEqualTo(Path.of("/h"));
    assertThat(line.config()).contains(Path.of("/c.yaml"));
  }

  @Test
  void withoutOptionsEverythingIsStartedInTheDefaultHome() throws CommandException {
    var line = parse("start");
    assertThat(line.only()).isEmpty();
    assertThat(line.home()).isEqualTo(DEFAULT);
  }

  @Test
  void readsALoadRun() throws CommandException {
    var line = parse("bench --messages 100_000 --batch 250 --warm-up 9 --json /out.json --keep");
    assertThat(line.command()).isEqualTo(Command.BENCH);
    assertThat(line.homeGiven()).isFalse();
    assertThat(line.load().messages()).isEqualTo(100_000);
    assertThat(line.load().batch()).isEqualTo(250);
    assertThat(line.load().warmUp()).contains(9);
    assertThat(line.load().json()).contains(Path.of("/out.json"));
    assertThat(line.load().keep()).isTrue();
    assertThat(parse("bench").load().messages()).isEqualTo(20_000);
    assertThat(parse("bench --home /h").homeGiven()).isTrue();
  }

  @Test
  void readsAChaosRun() throws CommandException {
    var line = parse("chaos --minutes 3 --seed 11 --rate 40 --json /out.json --keep");
    assertThat(line.command()).isEqualTo(Command.CHAOS);
    assertThat(line.chaos()).isEqualTo(new ChaosOptions(3, 11, 40));
    assertThat(line.load().keep()).isTrue();
    assertThat(parse("chaos").chaos()).isEqualTo(new ChaosOptions(15, 7, 150));
  }

  @ParameterizedTest
  @CsvSource({
    "begin, There is no command begin",
    "start --only kafak, There is no part kafak",
    "start --only, --only needs a value",
    "start --home --only, --home needs a value",
    "start --fast, There is no option --fast",
    "start kafka, --only",
    "start --messages 5, belong to ./notifier bench",
    "bench --messages 0, from 1 to 10000000",
    "bench --messages many, not many",
    "bench --batch 10001, from 1 to 10000",
    "bench --only api, bench starts all parts",
    "chaos --only api, chaos starts all parts",
    "chaos --config /c.yaml, routes of its own",
    "chaos --messages 5, belong to ./notifier bench",
    "chaos --minutes 601, from 1 to 600",
    "templates lint, and a folder",
    "templates burn /d, and a folder",
    "templates lint /d --dry-run, belongs to ./notifier templates import",
    "bench --seed 5, belong to ./notifier chaos"
  })
  void whatIsNotUnderstoodIsRefusedWithAWayOut(String arguments, String message) {
    assertThatThrownBy(() -> parse(arguments))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining(message);
  }

  private static CommandLineArguments parse(String arguments) throws CommandException {
    return CommandLineArguments.parse(List.of(arguments.split(" ", -1)), DEFAULT);
  }
}

package dev.notifier.local;

import dev.notifier.local.bench.LoadOptions;
import dev.notifier.local.chaos.ChaosOptions;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the user asked for.
 *
 * @param home the home folder; it need not exist
 * @param homeGiven whether the user named it
 * @param config a configuration file over the defaults
 * @param only the parts to start; empty = everything in one process
 * @param load what a load run is to do; a chaos run takes file and keeping from it
 * @param chaos what a chaos run is to do
 * @param dryRun whether an import only says what it would do
 * @param words what followed the command without a dash
 */
record CommandLine(
    Command command,
    Path home,
    boolean homeGiven,
    Optional<Path> config,
    Set<PartKind> only,
    LoadOptions load,
    ChaosOptions chaos,
    boolean dryRun,
    List<String> words) {

  enum Command {
    START,
    BENCH,
    CHAOS,
    STOP,
    STATUS,
    LOGS,
    TEMPLATES,
    HELP
  }

  private static final Set<PartKind> INFRA =
      EnumSet.of(PartKind.POSTGRES, PartKind.KAFKA, PartKind.SMSC);

  /**
   * Reads the arguments.
   *
   * @param defaultHome the home where no {@code --home} is given
   */
  static CommandLine parse(List<String> arguments, Path defaultHome) throws Refusal {
    var rest = new ArrayDeque<>(arguments);
    var command = command(rest.isEmpty() ? "help" : rest.pop());
    Optional<Path> home = Optional.empty();
    Optional<Path> config = Optional.empty();
    Set<PartKind> only = EnumSet.noneOf(PartKind.class);
    var load = LoadOptions.usual();
    var chaos = ChaosOptions.usual();
    var dryRun = false;
    var words = new ArrayList<String>();
    while (!rest.isEmpty()) {
      var word = rest.pop();
      switch (word) {
        case "--home" -> home = Optional.of(path(value(word, rest)));
        case "--config" -> config = Optional.of(path(value(word, rest)));
        case "--only" -> only.addAll(parts(value(word, rest)));
        case "--messages" -> load = load.withMessages(number(word, rest, LoadOptions.MAX_MESSAGES));
        case "--batch" -> load = load.withBatch(number(word, rest, LoadOptions.MAX_BATCH));
        case "--warm-up" -> load = load.withWarmUp(number(word, rest, LoadOptions.MAX_MESSAGES));
        case "--minutes" -> chaos = chaos.withMinutes(number(word, rest, ChaosOptions.MAX_MINUTES));
        case "--seed" -> chaos = chaos.withSeed(number(word, rest, Integer.MAX_VALUE));
        case "--rate" -> chaos = chaos.withRate(number(word, rest, ChaosOptions.MAX_RATE));
        case "--json" -> load = load.withJson(path(value(word, rest)));
        case "--keep" -> load = load.keeping();
        case "--dry-run" -> dryRun = true;
        case "--help", "-h" -> command = Command.HELP;
        default -> {
          if (word.startsWith("-") && !word.equals("-f")) {
            throw new Refusal("There is no option " + word + "; ./notifier help lists them.");
          }
          words.add(word);
        }
      }
    }
    var line =
        new CommandLine(
            command,
            home.orElse(defaultHome),
            home.isPresent(),
            config,
            only,
            load,
            chaos,
            dryRun,
            List.copyOf(words));
    line.check();
    return line;
  }

  /** With another configuration file. */
  CommandLine withConfig(Path file) {
    return new CommandLine(
        command, home, homeGiven, Optional.of(file), only, load, chaos, dryRun, words);
  }

  private void check() throws Refusal {
    if (command == Command.HELP) {
      return;
    }
    if (command == Command.START && !words.isEmpty()) {
      throw new Refusal(
          "start takes no word " + words.getFirst() + "; parts are chosen with --only.");
    }
    if (command == Command.BENCH && (!words.isEmpty() || !only.isEmpty())) {
      throw new Refusal("bench starts all parts: it takes no words and no --only.");
    }
    if (command == Command.CHAOS && (!words.isEmpty() || !only.isEmpty() || config.isPresent())) {
      throw new Refusal(
          "chaos starts all parts with routes of its own: it takes no words, --only or --config.");
    }
    if (command != Command.CHAOS && !chaos.equals(ChaosOptions.usual())) {
      throw new Refusal("--minutes, --seed and --rate belong to ./notifier chaos.");
    }
    checkTemplates();
    var count = command == Command.CHAOS ? load.withoutOutput() : load;
    if (command != Command.BENCH && !count.equals(LoadOptions.usual())) {
      throw new Refusal(
          "--messages, --warm-up, --batch, --json and --keep belong to ./notifier bench"
              + " (the last two also to chaos).");
    }
  }

  private void checkTemplates() throws Refusal {
    var isImport = command == Command.TEMPLATES && words.contains("import");
    if (dryRun && !isImport) {
      throw new Refusal("--dry-run belongs to ./notifier templates import.");
    }
    if (command == Command.TEMPLATES
        && (words.size() != 2 || !List.of("lint", "import", "export").contains(words.get(0)))) {
      throw noSuchTemplatesWord();
    }
  }

  static Refusal noSuchTemplatesWord() {
    return new Refusal("Write ./notifier templates lint, import or export, and a folder.");
  }

  private static Command command(String word) throws Refusal {
    return switch (word) {
      case "start" -> Command.START;
      case "bench" -> Command.BENCH;
      case "chaos" -> Command.CHAOS;
      case "stop" -> Command.STOP;
      case "status" -> Command.STATUS;
      case "logs" -> Command.LOGS;
      case "templates" -> Command.TEMPLATES;
      case "help", "--help", "-h" -> Command.HELP;
      default -> throw new Refusal("There is no command " + word + "; ./notifier help lists them.");
    };
  }

  private static String value(String option, Deque<String> rest) throws Refusal {
    if (rest.isEmpty() || rest.peek().startsWith("--")) {
      throw new Refusal(option + " needs a value; ./notifier help shows which.");
    }
    return rest.pop();
  }

  private static Path path(String value) {
    return Path.of(value).toAbsolutePath().normalize();
  }

  private static int number(String option, Deque<String> rest, int most) throws Refusal {
    var value = value(option, rest);
    try {
      var number = Integer.parseInt(value.replace("_", ""));
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new Refusal(option + " takes a number from 1 to " + most + ", not " + value + ".");
  }

  private static Set<PartKind> parts(String list) throws Refusal {
    var parts = EnumSet.noneOf(PartKind.class);
    for (var word : list.split(",", -1)) {
      if (word.equals("infra")) {
        parts.addAll(INFRA);
      } else {
        parts.add(
            PartKind.of(word)
                .orElseThrow(() ->
                    new Refusal(
                        "There is no part "
                            + word
                            + "; the parts are kafka, postgres, smsc (infra = these three),"
                            + " api and worker.")));
      }
    }
    return parts;
  }
}

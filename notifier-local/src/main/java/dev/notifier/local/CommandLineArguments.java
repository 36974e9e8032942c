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
record CommandLineArguments(
    Command command,
    Path home,
    boolean homeGiven,
    Optional<Path> config,
    Set<ComponentKind> only,
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

  private static final Set<ComponentKind> INFRA =
      EnumSet.of(ComponentKind.POSTGRES, ComponentKind.KAFKA, ComponentKind.SMSC);

  /**
   * Reads the arguments.
   *
   * @param defaultHome the home where no {@code --home} is given
   */
  static CommandLineArguments parse(List<String> arguments, Path defaultHome)
      throws CommandException {
    var rest = new ArrayDeque<>(arguments);
    var command = command(rest.isEmpty() ? "help" : rest.pop());
    Optional<Path> home = Optional.empty();
    Optional<Path> config = Optional.empty();
    Set<ComponentKind> only = EnumSet.noneOf(ComponentKind.class);
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
            throw new CommandException(
                "There is no option " + word + "; ./notifier help lists them.");
          }
          words.add(word);
        }
      }
    }
    var line =
        new CommandLineArguments(
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
  CommandLineArguments withConfig(Path file) {
    return new CommandLineArguments(
        command, home, homeGiven, Optional.of(file), only, load, chaos, dryRun, words);
  }

  private void check() throws CommandException {
    if (command == Command.HELP) {
      return;
    }
    if (command == Command.START && !words.isEmpty()) {
      throw new CommandException(
          "start takes no word " + words.getFirst() + "; parts are chosen with --only.");
    }
    if (command == Command.BENCH && (!words.isEmpty() || !only.isEmpty())) {
      throw new CommandException("bench starts all parts: it takes no words and no --only.");
    }
    if (command == Command.CHAOS && (!words.isEmpty() || !only.isEmpty() || config.isPresent())) {
      throw new CommandException(
          "chaos starts all parts with routes of its own: it takes no words, --only or --config.");
    }
    if (command != Command.CHAOS && !chaos.equals(ChaosOptions.usual())) {
      throw new CommandException("--minutes, --seed and --rate belong to ./notifier chaos.");
    }
    checkTemplates();
    var count = command == Command.CHAOS ? load.withoutOutput() : load;
    if (command != Command.BENCH && !count.equals(LoadOptions.usual())) {
      throw new CommandException(
          "--messages, --warm-up, --batch, --json and --keep belong to ./notifier bench"
              + " (the last two also to chaos).");
    }
  }

  private void checkTemplates() throws CommandException {
    var isImport = command == Command.TEMPLATES && words.contains("import");
    if (dryRun && !isImport) {
      throw new CommandException("--dry-run belongs to ./notifier templates import.");
    }
    if (command == Command.TEMPLATES
        && (words.size() != 2 || !List.of("lint", "import", "export").contains(words.get(0)))) {
      throw noSuchTemplatesWord();
    }
  }

  static CommandException noSuchTemplatesWord() {
    return new CommandException("Write ./notifier templates lint, import or export, and a folder.");
  }

  private static Command command(String word) throws CommandException {
    return switch (word) {
      case "start" -> Command.START;
      case "bench" -> Command.BENCH;
      case "chaos" -> Command.CHAOS;
      case "stop" -> Command.STOP;
      case "status" -> Command.STATUS;
      case "logs" -> Command.LOGS;
      case "templates" -> Command.TEMPLATES;
      case "help", "--help", "-h" -> Command.HELP;
      default ->
          throw new CommandException(
              "There is no command " + word + "; ./notifier help lists them.");
    };
  }

  private static String value(String option, Deque<String> rest) throws CommandException {
    if (rest.isEmpty() || rest.peek().startsWith("--")) {
      throw new CommandException(option + " needs a value; ./notifier help shows which.");
    }
    return rest.pop();
  }

  private static Path path(String value) {
    return Path.of(value).toAbsolutePath().normalize();
  }

  private static int number(String option, Deque<String> rest, int most) throws CommandException {
    var value = value(option, rest);
    try {
      var number = Integer.parseInt(value.replace("_", ""));
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new CommandException(
        option + " takes a number from 1 to " + most + ", not " + value + ".");
  }

  private static Set<ComponentKind> parts(String list) throws CommandException {
    var parts = EnumSet.noneOf(ComponentKind.class);
    for (var word : list.split(",", -1)) {
      if (word.equals("infra")) {
        parts.addAll(INFRA);
      } else {
        parts.add(
            ComponentKind.of(word)
                .orElseThrow(() ->
                    new CommandException(
                        "There is no part "
                            + word
                            + "; the parts are kafka, postgres, smsc (infra = these three),"
                            + " api and worker.")));
      }
    }
    return parts;
  }
}

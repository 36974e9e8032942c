import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reports words of a list that documents, comments and messages must not use. Started by check-words.sh; the list and
 * its format are in words.txt.
 *
 * <p>Of Java and SQL it reads comments and string literals, of other files the whole text. Test sources are left out.
 */
final class CheckWords {
  private static final Set<String> SKIPPED_FOLDERS = Set.of("target", ".git", ".idea", ".notifier", "node_modules");

  /** Stands for code in a text that is reduced to prose: neither a letter nor a space, so no match crosses it. */
  private static final char CODE = '\0';

  record Rule(Pattern pattern, String suggestion) {}

  private final List<Rule> rules;
  private final Map<String, Integer> hitsByModule = new TreeMap<>();

  private CheckWords(List<Rule> rules) {
    this.rules = rules;
  }

  public static void main(String[] arguments) throws IOException {
    var check = new CheckWords(rules(Path.of(arguments[0])));
    for (var file : files(Path.of(arguments[1]))) {
      check.read(Path.of(arguments[1]), file);
    }
    var hits = check.hitsByModule.values().stream().mapToInt(Integer::intValue).sum();
    if (hits > 0) {
      check.hitsByModule.forEach((module, count) -> System.err.printf("%6d %s%n", count, module));
      System.err.printf("check-words: %d words to replace; the list and its exceptions: %s%n", hits, arguments[0]);
      System.exit(1);
    }
  }

  private static List<Rule> rules(Path list) throws IOException {
    var rules = new ArrayList<Rule>();
    var number = 0;
    for (var line : Files.readAllLines(list)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      var parts = line.split("\\s+=>\\s+", 2);
      if (parts.length != 2) {
        throw new IOException(list + ":" + number + ": expected \"pattern => suggestion\"");
      }
      try {
        rules.add(new Rule(pattern(parts[0].strip()), parts[1].strip()));
      } catch (PatternSyntaxException e) {
        throw new IOException(list + ":" + number + ": " + e.getMessage(), e);
      }
    }
    if (rules.isEmpty()) {
      throw new IOException(list + " has no pattern");
    }
    return rules;
  }

  private static Pattern pattern(String words) {
    // Prose is wrapped, so a space in a pattern also matches a line break and the indentation after it. The number of
    // blanks is limited, because a lookbehind without a limit searches back to the start of the file.
    return Pattern.compile(
        "(?<![\\w-])(?:" + words.replace(" ", "\\s{1,40}") + ")(?![\\w-])",
        Pattern.CASE_INSENSITIVE);
  }

  private static List<Path> files(Path root) throws IOException {
    var files = new ArrayList<Path>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            var skip = !folder.equals(root) && SKIPPED_FOLDERS.contains(folder.getFileName().toString());
            return skip || folder.endsWith("src/test") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(null);
    return files;
  }

  private void read(Path root, Path file) throws IOException {
    var name = file.getFileName().toString();
    var prose =
        switch (name.substring(name.lastIndexOf('.') + 1)) {
          case "java" -> prose(Files.readString(file), "//", "\"");
          case "sql" -> prose(Files.readString(file), "--", "'");
          case "md", "yaml", "yml", "xml", "html", "sh", "properties" -> Files.readString(file);
          default -> isScript(file) ? Files.readString(file) : "";
        };
    if (!prose.isEmpty() && !name.equals("mvnw")) {
      report(root.relativize(file), prose);
    }
  }

  private static boolean isScript(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(2), UTF_8).equals("#!");
    }
  }

  private void report(Path file, String prose) {
    var text = withoutExceptions(prose).replaceAll("(?m)^(\\s*)(?:#+|>|\\*)(?=\\s)", "$1 ");
    for (var rule : rules) {
      var matcher = rule.pattern().matcher(text);
      while (matcher.find()) {
        var line = 1 + text.substring(0, matcher.start()).chars().filter(c -> c == '\n').count();
        var words = matcher.group().replaceAll("\\s+", " ");
        System.out.printf("%s:%d: %s: write %s%n", file, line, words, rule.suggestion());
        var module = file.getNameCount() > 1 ? file.getName(0).toString() : "(root)";
        hitsByModule.merge(module, 1, Integer::sum);
      }
    }
  }

  /** Blanks the lines from "check-words: off" to "check-words: on". */
  private static String withoutExceptions(String text) {
    var kept = new StringBuilder();
    var on = true;
    for (var line : text.split("\n", -1)) {
      on = on && !line.contains("check-words: off");
      kept.append(on ? line : "").append('\n');
      on = on || line.contains("check-words: on");
    }
    return kept.toString();
  }

  /** The text with everything but comments and string literals replaced by {@link #CODE}; line breaks stay. */
  static String prose(String source, String lineComment, String quote) {
    var prose = new StringBuilder(source.length());
    var at = 0;
    while (at < source.length()) {
      var end = at;
      if (source.startsWith(lineComment, at)) {
        end = indexOf(source, "\n", at);
        prose.append("  ").append(source, at + 2, end);
      } else if (source.startsWith("/*", at)) {
        end = indexOf(source, "*/", at + 2);
        prose.append("  ").append(source, at + 2, end);
      } else if (source.startsWith("\"\"\"", at)) {
        end = literal(source, at + 3, "\"\"\"", prose.append("   "));
      } else if (source.startsWith(quote, at)) {
        end = literal(source, at + 1, quote, prose.append(CODE));
      } else if (source.charAt(at) == '\'' && !quote.equals("'")) {
        end = literal(source, at + 1, "'", new StringBuilder());
        prose.repeat(CODE, end - at);
      } else {
        prose.append(Character.isWhitespace(source.charAt(at)) ? source.charAt(at) : CODE);
        end = at + 1;
      }
      at = end;
    }
    return prose.toString();
  }

  private static int literal(String source, int start, String quote, StringBuilder prose) {
    var at = start;
    while (at < source.length() && !source.startsWith(quote, at)) {
      if (source.charAt(at) == '\\' && at + 1 < source.length()) {
        // The n of "\nword" is no letter of that word.
        prose.append(' ').append(source.charAt(at + 1) == '\n' ? '\n' : ' ');
        at += 2;
      } else {
        prose.append(source.charAt(at++));
      }
    }
    prose.repeat(CODE, quote.length());
    return Math.min(at + quote.length(), source.length());
  }

  private static int indexOf(String source, String what, int from) {
    var found = source.indexOf(what, from);
    return found < 0 ? source.length() : found;
  }
}

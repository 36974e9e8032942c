package dev.notifier.templates.template;

import dev.notifier.templates.language.diagnostic.Diagnostic;
import dev.notifier.templates.language.diagnostic.DiagnosticCode;
import dev.notifier.templates.yaml.YamlError;
import dev.notifier.templates.yaml.YamlParser;
import dev.notifier.templates.yaml.YamlResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads YAML within limits, with the position of each node. */
final class YamlReader {
  /** See {@link TemplateFiles#MAX_FILE_UNITS}. */
  static final int MAX_UNITS = 256 * 1024;

  private static final int MAX_DEPTH = 8;

  static final YamlParser PARSER = new YamlParser(new YamlParser.Limits(MAX_UNITS, MAX_DEPTH));

  private YamlReader() {}

  /** Returns the root, or null after a diagnostic. */
  static @Nullable Node read(String yaml, List<Diagnostic> diagnostics) {
    return switch (PARSER.nodes(yaml)) {
      case YamlResult.Invalid<Node> invalid -> {
        diagnostics.add(diagnostic(invalid.error()));
        yield null;
      }
      case YamlResult.Read<Node> read -> {
        Optional<Node> unstorable = unstorable(read.value());
        unstorable.ifPresent(node ->
            diagnostics.add(
                at(
                    node,
                    DiagnosticCode.SYNTAX,
                    "remove the character NUL, or the half of a character")));
        yield unstorable.isPresent() ? null : read.value();
      }
    };
  }

  private static Diagnostic diagnostic(YamlError error) {
    DiagnosticCode code =
        switch (error.kind()) {
          case SYNTAX, DUPLICATE_KEY -> DiagnosticCode.SYNTAX;
          case TOO_DEEP -> DiagnosticCode.TOO_DEEP;
          case TOO_LARGE -> DiagnosticCode.TOO_LARGE;
        };
    return new Diagnostic(code, error.position().line(), error.position().column(), error.reason());
  }

  /** Returns the first text that cannot be stored; the nesting is limited. */
  private static Optional<Node> unstorable(Node node) {
    return switch (node) {
      case ScalarNode scalar ->
          Optional.<Node>of(scalar).filter(n -> isUnstorable(scalar.getValue()));
      case SequenceNode list ->
          list.getValue().stream()
              .map(YamlReader::unstorable)
              .flatMap(Optional::stream)
              .findFirst();
      case MappingNode mapping ->
          mapping.getValue().stream()
              .flatMap(tuple -> Stream.of(tuple.getKeyNode(), tuple.getValueNode()))
              .map(YamlReader::unstorable)
              .flatMap(Optional::stream)
              .findFirst();
      default -> Optional.empty();
    };
  }

  /** Whether a text contains NUL, which PostgreSQL cannot store, or an unpaired surrogate. */
  private static boolean isUnstorable(String text) {
    return text.indexOf('\0') >= 0
        || text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  /** Whether a comment follows in the same line. */
  static boolean isCommentAfter(Node node) {
    Mark end = node.getEndMark().orElseThrow();
    int[] characters = end.getBuffer();
    int i = end.getPointer();
    while (i < characters.length && (characters[i] == ' ' || characters[i] == '\t')) {
      i++;
    }
    return i < characters.length && characters[i] == '#';
  }

  static Diagnostic at(Node node, DiagnosticCode code, String detail) {
    return at(node.getStartMark(), code, detail);
  }

  private static Diagnostic at(Optional<Mark> mark, DiagnosticCode code, String detail) {
    return new Diagnostic(
        code,
        mark.map(Mark::getLine).orElse(0) + 1,
        mark.map(Mark::getColumn).orElse(0) + 1,
        detail);
  }
}

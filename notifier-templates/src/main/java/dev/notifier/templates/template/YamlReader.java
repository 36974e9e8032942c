package dev.notifier.templates.template;

import dev.notifier.templates.language.diagnostic.Diagnostic;
import dev.notifier.templates.language.diagnostic.DiagnosticCode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads YAML within limits, with the position of each node. */
final class YamlReader {
  /** See {@link TemplateFiles#MAX_FILE_UNITS}. */
  static final int MAX_UNITS = 256 * 1024;

  private static final int MAX_DEPTH = 8;

  private YamlReader() {}

  /** Returns the root, or null after a diagnostic. */
  static @Nullable Node read(String yaml, List<Diagnostic> diagnostics) {
    if (yaml.length() > MAX_UNITS) {
      diagnostics.add(
          new Diagnostic(
              DiagnosticCode.TOO_LARGE, 1, 1, "shorten the file to " + MAX_UNITS + " characters"));
      return null;
    }
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel("template")
            .setUseMarks(true)
            .setMaxAliasesForCollections(0)
            .setAllowRecursiveKeys(false)
            .setCodePointLimit(MAX_UNITS)
            // The engine 3.0.1 fails if a surrogate pair crosses the end of its buffer.
            .setBufferSize(yaml.length() + 2)
            .build();
    try {
      // First parsed without building nodes, so that excessive nesting is rejected here.
      if (!isShallow(settings, yaml, diagnostics)) {
        return null;
      }
      Optional<Node> root = new Compose(settings).composeString(yaml);
      if (root.isEmpty()) {
        diagnostics.add(
            new Diagnostic(DiagnosticCode.SYNTAX, 1, 1, "the file is empty; write a template"));
      }
      return root.orElse(null);
    } catch (MarkedYamlEngineException e) {
      diagnostics.add(
          at(e.getProblemMark(), DiagnosticCode.SYNTAX, "this is not YAML: " + e.getProblem()));
      return null;
    } catch (YamlEngineException e) {
      diagnostics.add(
          new Diagnostic(DiagnosticCode.SYNTAX, 1, 1, "the file is not a single YAML document"));
      return null;
    } catch (RuntimeException e) {
      // The engine lets exceptions of Java through, such as for the escape \UFFFFFFFF.
      diagnostics.add(
          new Diagnostic(
              DiagnosticCode.SYNTAX, 1, 1, "this is not YAML: an escape or a tag is invalid"));
      return null;
    }
  }

  private static boolean isShallow(
      LoadSettings settings, String yaml, List<Diagnostic> diagnostics) {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(yaml)) {
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        default -> {}
      }
      if (depth > MAX_DEPTH) {
        diagnostics.add(
            at(
                event.getStartMark(),
                DiagnosticCode.TOO_DEEP,
                "nest at most " + MAX_DEPTH + " levels"));
        return false;
      }
      boolean anchored =
          event.getEventId() == Event.ID.Alias
              || (event instanceof NodeEvent node && node.getAnchor().isPresent());
      if (event instanceof ScalarEvent scalar && isUnstorable(scalar.getValue())) {
        diagnostics.add(
            at(
                event.getStartMark(),
                DiagnosticCode.SYNTAX,
                "remove the character NUL, or the half of a character"));
        return false;
      }
      if (anchored) {
        diagnostics.add(
            at(
                event.getStartMark(),
                DiagnosticCode.SYNTAX,
                "write the value out; anchors and aliases are not supported"));
        return false;
      }
    }
    return true;
  }

  /** Whether a text contains NUL, which PostgreSQL cannot store, or an unpaired surrogate. */
  private static boolean isUnstorable(String text) {
    return text.indexOf('\0') >= 0
        || text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE);
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

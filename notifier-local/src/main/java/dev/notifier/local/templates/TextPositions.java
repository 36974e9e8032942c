package dev.notifier.local.templates;

import dev.notifier.templates.template.TemplateFiles;
import dev.notifier.templates.yaml.YamlResult;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Converts positions in the text of a variant to positions in the template file. Exact in block
 * texts and in the first line of quoted texts before the first escape sequence.
 */
final class TextPositions {
  private final List<Start> texts = new ArrayList<>();

  /**
   * The start of a text.
   *
   * @param line from 1
   * @param column from 1; applies to every line of a block text, and otherwise to the first line
   * @param block whether it is a block text, which begins below its key
   */
  private record Start(int line, int column, boolean block) {
    static final Start TOP = new Start(1, 1, false);
  }

  /**
   * Reads the positions of a template file.
   *
   * @param yaml the valid YAML of the file
   */
  TextPositions(String yaml) {
    if (TemplateFiles.nodes(yaml) instanceof YamlResult.Read<Node> read) {
      template(read.value());
    }
  }

  /** The line in the file for a line in the text of a variant. */
  int line(int variant, int line) {
    return start(variant).line() + line - 1;
  }

  /** The column in the file for a position in the text of a variant. */
  int column(int variant, int line, int column) {
    Start start = start(variant);
    return start.block() || line == 1 ? start.column() + column - 1 : column;
  }

  private Start start(int variant) {
    return variant < texts.size() ? texts.get(variant) : Start.TOP;
  }

  private void template(Node root) {
    if (root instanceof MappingNode map) {
      for (NodeTuple entry : map.getValue()) {
        if (isKey(entry, "variants") && entry.getValueNode() instanceof SequenceNode variants) {
          variants.getValue().forEach(this::variant);
        }
      }
    }
  }

  private void variant(Node node) {
    Start found = Start.TOP;
    if (node instanceof MappingNode map) {
      for (NodeTuple entry : map.getValue()) {
        if (isKey(entry, "text") && entry.getValueNode() instanceof ScalarNode text) {
          found = start(entry.getKeyNode(), text);
        }
      }
    }
    texts.add(found);
  }

  private static Start start(Node key, ScalarNode text) {
    Mark mark = text.getStartMark().orElseThrow();
    ScalarStyle style = text.getScalarStyle();
    if (style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED) {
      int indent = key.getStartMark().map(Mark::getColumn).orElse(0) + 2;
      return new Start(mark.getLine() + 2, indent + 1, true);
    }
    int quote = style == ScalarStyle.PLAIN ? 0 : 1;
    return new Start(mark.getLine() + 1, mark.getColumn() + 1 + quote, false);
  }

  private static boolean isKey(NodeTuple entry, String name) {
    return entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name);
  }
}

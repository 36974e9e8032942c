package dev.notifier.local.templates;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Where the texts of a template file's variants begin, so that a place in a text is a place in the
 * file. Exact in block texts and in the first line of quoted ones, up to escapes.
 */
final class TextPositions {
  private final List<Place> texts = new ArrayList<>();

  /**
   * Where a text begins.
   *
   * @param line from 1
   * @param column from 1; of every line in a block, of the first one otherwise
   * @param block whether it begins below its key
   */
  private record Place(int line, int column, boolean block) {
    static final Place TOP = new Place(1, 1, false);
  }

  /**
   * Reads the places of a file that is a template.
   *
   * @param yaml as it was read without mistakes
   */
  TextPositions(String yaml) {
    LoadSettings settings = LoadSettings.builder().build();
    new Compose(settings).composeString(yaml).ifPresent(this::template);
  }

  /** The line in the file of a line of a variant's text. */
  int line(int variant, int line) {
    return place(variant).line() + line - 1;
  }

  /** The column in the file of a place in a variant's text. */
  int column(int variant, int line, int column) {
    Place place = place(variant);
    return place.block() || line == 1 ? place.column() + column - 1 : column;
  }

  private Place place(int variant) {
    return variant < texts.size() ? texts.get(variant) : Place.TOP;
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
    Place found = Place.TOP;
    if (node instanceof MappingNode map) {
      for (NodeTuple entry : map.getValue()) {
        if (isKey(entry, "text") && entry.getValueNode() instanceof ScalarNode text) {
          found = place(entry.getKeyNode(), text);
        }
      }
    }
    texts.add(found);
  }

  private static Place place(Node key, ScalarNode text) {
    Mark start = text.getStartMark().orElseThrow();
    ScalarStyle style = text.getScalarStyle();
    if (style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED) {
      int indent = key.getStartMark().map(Mark::getColumn).orElse(0) + 2;
      return new Place(start.getLine() + 2, indent + 1, true);
    }
    int quote = style == ScalarStyle.PLAIN ? 0 : 1;
    return new Place(start.getLine() + 1, start.getColumn() + 1 + quote, false);
  }

  private static boolean isKey(NodeTuple entry, String name) {
    return entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name);
  }
}

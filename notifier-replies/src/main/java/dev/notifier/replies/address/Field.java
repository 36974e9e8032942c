package dev.notifier.replies.address;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A value in a file, with its position. What is wrong is collected, so that reading goes on. */
record Field(Node node, String path, Problems problems) {
  private static final int MAX_ITEMS = 300;

  void problem(String reason) {
    problems.add(node, path, reason);
  }

  /** Returns the fields of a mapping by their keys. Other keys than these are errors. */
  Map<String, Field> mapping(Set<String> keys) {
    Map<String, Field> fields = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      problem("write a mapping with " + String.join(", ", sorted(keys)));
      return fields;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      String below = path.isEmpty() ? key : path + "." + key;
      if (!keys.contains(key)) {
        problems.add(
            tuple.getKeyNode(), below, "unknown key; use " + String.join(", ", sorted(keys)));
      } else if (fields.put(key, new Field(tuple.getValueNode(), below, problems)) != null) {
        problems.add(tuple.getKeyNode(), below, "this key is here twice; remove one of them");
      }
    }
    return fields;
  }

  private static List<String> sorted(Set<String> keys) {
    return keys.stream().sorted().toList();
  }

  /** Returns a field of a mapping, or reports that it is missing. */
  Optional<Field> required(Map<String, Field> fields, String key) {
    Field field = fields.get(key);
    if (field == null && node instanceof MappingNode) {
      problems.add(node, path.isEmpty() ? key : path + "." + key, "is missing; write it");
    }
    return Optional.ofNullable(field);
  }

  /** Returns the items of a list. */
  List<Field> items() {
    if (!(node instanceof SequenceNode sequence)) {
      problem("write a list");
      return List.of();
    }
    if (sequence.getValue().isEmpty()) {
      problem("write at least one item");
    }
    if (sequence.getValue().size() > MAX_ITEMS) {
      problem("a list has at most " + MAX_ITEMS + " items; shorten it");
      return List.of();
    }
    List<Field> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(new Field(item, path + "[" + items.size() + "]", problems));
    }
    return items;
  }

  /** Returns a text; null after an error. Numbers and booleans must be in quotes. */
  @Nullable String text() {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
      return scalar.getValue();
    }
    problem("write a text; numbers, yes and no need quotes");
    return null;
  }

  /** Returns a text of this form; null after an error. */
  @Nullable String text(Pattern form, String hint) {
    String text = text();
    if (text != null && !form.matcher(text).matches()) {
      problem(hint);
      return null;
    }
    return text;
  }

  /** Returns what a text means; null after an error, which is the message of the exception. */
  <T> @Nullable T parsed(Function<String, T> parser) {
    String text = text();
    if (text == null) {
      return null;
    }
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      problem(String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** Returns one of these values by its name; null after an error. */
  <T> @Nullable T oneOf(Map<String, T> values) {
    String text = text();
    T value = text == null ? null : values.get(text);
    if (text != null && value == null) {
      problem("use one of " + String.join(", ", sorted(values.keySet())));
    }
    return value;
  }

  /** Returns a number within limits; the least one after an error. */
  int number(int least, int most) {
    if (node instanceof ScalarNode scalar
        && scalar.getTag().equals(Tag.INT)
        && scalar.getValue().matches("[0-9]{1,6}")) {
      int number = Integer.parseInt(scalar.getValue());
      if (number >= least && number <= most) {
        return number;
      }
    }
    problem("write a number from " + least + " to " + most);
    return least;
  }

  /** Returns true or false; false after an error. */
  boolean truth() {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
      return Boolean.parseBoolean(scalar.getValue());
    }
    problem("write true or false");
    return false;
  }
}

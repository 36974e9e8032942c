package dev.notifier.templates.language.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Looks up names in the schema of an event. */
public final class NameResolver {
  private static final int MAX_SHOWN = 12;

  private NameResolver() {}

  /** Returns the field at a path, or null if there is none. */
  public static @Nullable SchemaField find(SchemaField data, List<String> path) {
    SchemaField field = data;
    for (String name : path) {
      field = field.fields().get(name);
      if (field == null) {
        return null;
      }
    }
    return field;
  }

  /**
   * Whether the path always has a value.
   *
   * @param tested paths that an enclosing if has tested
   */
  public static boolean isAlwaysPresent(SchemaField data, List<String> path, Set<String> tested) {
    if (tested.contains(String.join(".", path))) {
      return true;
    }
    SchemaField field = data;
    for (int i = 0; i < path.size(); i++) {
      field = field.fields().get(path.get(i));
      if (field == null) {
        return false;
      }
      boolean present =
          field.required() || tested.contains(String.join(".", path.subList(0, i + 1)));
      if (!present) {
        return false;
      }
    }
    return true;
  }

  /** Describes a path that does not exist, and what to write instead. */
  public static String describeUnknown(SchemaField data, List<String> path) {
    SchemaField field = data;
    for (int i = 0; i < path.size(); i++) {
      SchemaField inner = field.fields().get(path.get(i));
      if (inner == null) {
        String prefix = i == 0 ? "" : String.join(".", path.subList(0, i)) + ".";
        return describeUnknown(field.fields(), prefix, path.get(i));
      }
      field = inner;
    }
    return "";
  }

  private static String describeUnknown(
      Map<String, SchemaField> fields, String prefix, String name) {
    if (fields.isEmpty()) {
      String owner = prefix.isEmpty() ? "the event" : prefix.substring(0, prefix.length() - 1);
      return prefix + name + " does not exist; " + owner + " has no fields";
    }
    String start = prefix + name + " does not exist; ";
    Optional<String> near = NearName.of(fields.keySet(), name);
    if (near.isPresent()) {
      return start + "write " + prefix + near.get();
    }
    Optional<String> inner = inside(fields, name);
    if (inner.isPresent()) {
      return start + "write " + prefix + inner.get();
    }
    List<String> known = new TreeSet<>(fields.keySet()).stream().limit(MAX_SHOWN).toList();
    return start + "the fields are " + String.join(", ", known);
  }

  /** The path of a field with this name in one of the fields, such as recipient.fullName. */
  private static Optional<String> inside(Map<String, SchemaField> fields, String name) {
    for (String outer : new TreeSet<>(fields.keySet())) {
      Map<String, SchemaField> inner =
          Optional.ofNullable(fields.get(outer)).map(SchemaField::fields).orElse(Map.of());
      Optional<String> near = NearName.of(inner.keySet(), name);
      if (near.isPresent()) {
        return Optional.of(outer + "." + near.get());
      }
    }
    return Optional.empty();
  }
}

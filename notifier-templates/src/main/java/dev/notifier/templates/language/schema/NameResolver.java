package dev.notifier.templates.language.schema;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Looks names up in what an event may hold. */
public final class NameResolver {
  private static final int MAX_SHOWN = 12;

  private NameResolver() {}

  /** The field at a path, or null when there is none. */
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
   * Whether a value always stands at the path.
   *
   * @param asked paths that an if around it has asked for
   */
  public static boolean isCertain(SchemaField data, List<String> path, Set<String> asked) {
    if (asked.contains(String.join(".", path))) {
      return true;
    }
    SchemaField field = data;
    for (int i = 0; i < path.size(); i++) {
      field = field.fields().get(path.get(i));
      if (field == null) {
        return false;
      }
      boolean there = field.required() || asked.contains(String.join(".", path.subList(0, i + 1)));
      if (!there) {
        return false;
      }
    }
    return true;
  }

  /** What to write instead of a path that does not exist. */
  public static String adviceOn(SchemaField data, List<String> path) {
    SchemaField field = data;
    for (int i = 0; i < path.size(); i++) {
      SchemaField inner = field.fields().get(path.get(i));
      if (inner == null) {
        String before = i == 0 ? "" : String.join(".", path.subList(0, i)) + ".";
        return advice(field.fields(), before, path.get(i));
      }
      field = inner;
    }
    return "";
  }

  private static String advice(Map<String, SchemaField> fields, String before, String name) {
    if (fields.isEmpty()) {
      String owner = before.isEmpty() ? "the event" : before.substring(0, before.length() - 1);
      return "there is no " + before + name + "; " + owner + " has no fields";
    }
    String start = "there is no " + before + name + "; ";
    for (String each : new TreeSet<>(fields.keySet())) {
      if (isNear(each.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT))) {
        return start + "write " + before + each;
      }
    }
    List<String> known = new TreeSet<>(fields.keySet()).stream().limit(MAX_SHOWN).toList();
    return start + "there are " + String.join(", ", known);
  }

  /** Whether one slip of the fingers lies between them. */
  private static boolean isNear(String a, String b) {
    int start = 0;
    int shorter = Math.min(a.length(), b.length());
    while (start < shorter && a.charAt(start) == b.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && a.charAt(a.length() - 1 - end) == b.charAt(b.length() - 1 - end)) {
      end++;
    }
    int restA = a.length() - start - end;
    int restB = b.length() - start - end;
    boolean swapped =
        restA == 2
            && restB == 2
            && a.charAt(start) == b.charAt(start + 1)
            && a.charAt(start + 1) == b.charAt(start);
    return (restA <= 1 && restB <= 1) || swapped;
  }
}

package dev.notifier.batchfiles.line;

import dev.notifier.batchfiles.HeaderNames;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A field of the lines of a batch.
 *
 * @param name the name in the event, unique among the fields
 * @param required whether a line without it is refused
 * @param multiLine whether a text may have line breaks
 * @param titles names of its column in Vietnamese and English, the one for examples first
 * @param labels of an enumeration: its codes with what people write; of an honorific: more words
 * @param example a value as people write it
 */
public record FieldSpec(
    String name,
    FieldType type,
    boolean required,
    boolean multiLine,
    List<String> titles,
    List<EnumLabel> labels,
    String example) {
  public FieldSpec {
    titles = List.copyOf(titles);
    labels = List.copyOf(labels);
  }

  /** A required field without labels. */
  public static FieldSpec required(String name, FieldType type, String... titles) {
    return new FieldSpec(name, type, true, false, List.of(titles), List.of(), "");
  }

  /** An optional field without labels. */
  public static FieldSpec optional(String name, FieldType type, String... titles) {
    return new FieldSpec(name, type, false, false, List.of(titles), List.of(), "");
  }

  public FieldSpec withLabels(EnumLabel... values) {
    return new FieldSpec(name, type, required, multiLine, titles, List.of(values), example);
  }

  public FieldSpec withExample(String value) {
    return new FieldSpec(name, type, required, multiLine, titles, labels, value);
  }

  public FieldSpec withLineBreaks() {
    return new FieldSpec(name, type, required, true, titles, labels, example);
  }

  /** The name of its column in examples. */
  public String title() {
    return titles.isEmpty() ? name : titles.getFirst();
  }

  /** The folded names of its column. */
  Set<String> folded() {
    Set<String> folded = new HashSet<>();
    folded.add(HeaderNames.fold(name));
    titles.forEach(title -> folded.add(HeaderNames.fold(title)));
    return folded;
  }

  /** The folded names of all columns, by which a header row is found. */
  public static Set<String> foldedNames(Collection<FieldSpec> fields) {
    Set<String> folded = new HashSet<>();
    fields.forEach(field -> folded.addAll(field.folded()));
    return folded;
  }

  /**
   * A code and what people write for it.
   *
   * @param labels compared without case, diacritics, blanks and signs unless several codes would
   *     match; the code itself is one as well
   */
  public record EnumLabel(String code, List<String> labels) {
    public EnumLabel {
      labels = List.copyOf(labels);
    }
  }
}

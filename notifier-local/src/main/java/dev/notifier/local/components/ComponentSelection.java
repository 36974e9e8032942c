package dev.notifier.local.components;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The values of {@code --only}. */
public enum ComponentSelection {
  KAFKA(ComponentKind.KAFKA),
  POSTGRES(ComponentKind.POSTGRES),
  SMSC(ComponentKind.SMSC),
  QUERIES(ComponentKind.QUERIES),
  INFRA(ComponentKind.POSTGRES, ComponentKind.KAFKA, ComponentKind.SMSC, ComponentKind.QUERIES),
  API(ComponentKind.API),
  WORKER(ComponentKind.WORKER);

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable.
  private final List<ComponentKind> kinds;

  ComponentSelection(ComponentKind... kinds) {
    this.kinds = List.of(kinds);
  }

  /** The components that are started. */
  public List<ComponentKind> kinds() {
    return kinds;
  }

  /** The form on the command line, which the help prints. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Converts a value of the option. */
  public static final class Converter implements ITypeConverter<ComponentSelection> {
    @Override
    public ComponentSelection convert(String value) {
      return Stream.of(values())
          .filter(selection -> selection.toString().equals(value))
          .findFirst()
          .orElseThrow(() ->
              new TypeConversionException(
                  "there is no component %s; the components are %s"
                      .formatted(
                          value,
                          Stream.of(values())
                              .map(ComponentSelection::toString)
                              .collect(Collectors.joining(", ")))));
    }
  }
}

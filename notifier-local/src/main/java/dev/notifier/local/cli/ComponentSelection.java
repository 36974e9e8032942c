package dev.notifier.local.cli;

import dev.notifier.local.components.ComponentKind;
import java.util.List;
import java.util.Locale;

/** The values of {@code --only}. */
enum ComponentSelection {
  KAFKA(ComponentKind.KAFKA),
  POSTGRES(ComponentKind.POSTGRES),
  SMSC(ComponentKind.SMSC),
  INFRA(ComponentKind.POSTGRES, ComponentKind.KAFKA, ComponentKind.SMSC),
  API(ComponentKind.API),
  WORKER(ComponentKind.WORKER);

  private final List<ComponentKind> kinds;

  ComponentSelection(ComponentKind... kinds) {
    this.kinds = List.of(kinds);
  }

  List<ComponentKind> kinds() {
    return kinds;
  }

  /** As it is written on the command line; picocli reads and prints this. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package dev.notifier.batchfiles.line;

import dev.notifier.batchfiles.FaultKind;
import dev.notifier.batchfiles.RepairKind;
import java.util.EnumSet;
import java.util.Set;

/** The result of reading a cell. */
sealed interface Conversion {
  /** A value, and what was changed for it; personal data. */
  record Value(Object value, Set<RepairKind> repairs) implements Conversion {
    /** Without the value. */
    @Override
    public String toString() {
      return "Value[" + repairs + "]";
    }
  }

  /** The cell is blank. */
  record Blank() implements Conversion {}

  /** The cell cannot be read. */
  record Fault(FaultKind kind) implements Conversion {}

  static Conversion value(Object value, Set<RepairKind> before, RepairKind... more) {
    EnumSet<RepairKind> repairs = EnumSet.noneOf(RepairKind.class);
    repairs.addAll(before);
    for (RepairKind repair : more) {
      repairs.add(repair);
    }
    return new Value(value, repairs);
  }

  static Conversion fault(FaultKind kind) {
    return new Fault(kind);
  }
}

package dev.notifier.templates.language.parse;

import java.math.BigDecimal;
import java.util.List;

/** An operand of a comparison, an output or a filter. */
public sealed interface Operand {
  /** The offset in the template. */
  int offset();

  /** A field of the event's data. */
  record Path(List<String> names, int offset) implements Operand {
    public Path {
      names = List.copyOf(names);
    }

    public String dotted() {
      return String.join(".", names);
    }
  }

  record TextConstant(String text, int offset) implements Operand {}

  record NumberConstant(BigDecimal number, int offset) implements Operand {}

  record BooleanConstant(boolean value, int offset) implements Operand {}
}

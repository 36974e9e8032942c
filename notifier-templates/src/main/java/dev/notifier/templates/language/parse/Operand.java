package dev.notifier.templates.language.parse;

import java.math.BigDecimal;
import java.util.List;

/** Something with a value. */
public sealed interface Operand {
  /** Offset in the template. */
  int at();

  /** A place in the data. */
  record Path(List<String> names, int at) implements Operand {
    public Path {
      names = List.copyOf(names);
    }

    public String shown() {
      return String.join(".", names);
    }
  }

  record TextConstant(String text, int at) implements Operand {}

  record NumberConstant(BigDecimal number, int at) implements Operand {}

  record TruthConstant(boolean truth, int at) implements Operand {}
}

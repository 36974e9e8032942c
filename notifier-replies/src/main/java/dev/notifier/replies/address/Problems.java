package dev.notifier.replies.address;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects the errors of a file. */
final class Problems {
  private final List<AddressProblem> list = new ArrayList<>();

  void add(Node node, String path, String reason) {
    list.add(
        new AddressProblem(
            node.getStartMark().map(Mark::getLine).orElse(0) + 1,
            node.getStartMark().map(Mark::getColumn).orElse(0) + 1,
            path,
            reason));
  }

  List<AddressProblem> list() {
    return list;
  }
}

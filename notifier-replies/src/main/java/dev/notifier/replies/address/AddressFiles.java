package dev.notifier.replies.address;

import dev.notifier.templates.yaml.YamlError;
import dev.notifier.templates.yaml.YamlParser;
import dev.notifier.templates.yaml.YamlResult;
import java.util.Comparator;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads configurations of addresses as YAML 1.2 files, such as {@code shipped/inbound/8079.yaml}.
 * Thread-safe.
 */
public final class AddressFiles {
  /** The longest file, in UTF-16 units. */
  public static final int MAX_FILE_UNITS = 128 * 1024;

  private static final int MAX_DEPTH = 10;
  private static final YamlParser PARSER =
      new YamlParser(new YamlParser.Limits(MAX_FILE_UNITS, MAX_DEPTH));

  private AddressFiles() {}

  /** Reads a file, or returns all its errors. Never throws. */
  public static AddressResult read(String yaml) {
    return switch (PARSER.nodes(yaml)) {
      case YamlResult.Invalid<Node> invalid ->
          new AddressResult.Invalid(List.of(problem(invalid.error())));
      case YamlResult.Read<Node> read -> read(read.value());
    };
  }

  private static AddressResult read(Node root) {
    Problems problems = new Problems();
    AddressConfig config = new AddressReader(problems).read(new Field(root, "", problems));
    return config == null || !problems.list().isEmpty()
        ? new AddressResult.Invalid(
            problems.list().stream()
                .sorted(
                    Comparator.comparingInt(AddressProblem::line)
                        .thenComparingInt(AddressProblem::column))
                .toList())
        : new AddressResult.Read(config);
  }

  private static AddressProblem problem(YamlError error) {
    return new AddressProblem(
        error.position().line(), error.position().column(), "", error.reason());
  }
}

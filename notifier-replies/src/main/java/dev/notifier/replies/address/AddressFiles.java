package dev.notifier.replies.address;

import dev.notifier.templates.yaml.YamlError;
import dev.notifier.templates.yaml.YamlParser;
import dev.notifier.templates.yaml.YamlResult;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
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

  private static final String SHIPPED = "shipped:";
  private static final Pattern OTHER_ADDRESS = Pattern.compile("[0-9]{3,15}");

  private AddressFiles() {}

  /**
   * Reads the file of a setting, or returns all its errors. Never throws.
   *
   * @param file a path, or {@code shipped:} and the address of a configuration that ships, with or
   *     without a slash and another address that has the same rules
   */
  public static AddressResult load(String file) {
    if (file.startsWith(SHIPPED)) {
      return shipped(file.substring(SHIPPED.length()));
    }
    try {
      return read(Files.readString(Path.of(file)));
    } catch (CharacterCodingException e) {
      return unreadable("the file is not UTF-8; save it as UTF-8");
    } catch (IOException | InvalidPathException e) {
      return unreadable("the file cannot be read; check its path and its rights");
    }
  }

  private static AddressResult shipped(String name) {
    int slash = name.indexOf('/');
    String shipped = slash < 0 ? name : name.substring(0, slash);
    String other = slash < 0 ? "" : name.substring(slash + 1);
    if (slash >= 0 && !OTHER_ADDRESS.matcher(other).matches()) {
      return unreadable("behind the slash must be an address of 3 to 15 digits");
    }
    return ShippedAddresses.all().stream()
        .filter(each -> each.address().equals(shipped))
        .findFirst()
        .<AddressResult>map(
            each -> new AddressResult.Read(slash < 0 ? each : each.forAddress(other)))
        .orElseGet(() ->
            unreadable(
                "no configuration of this address ships; write shipped:8079, or name a file"));
  }

  private static AddressResult unreadable(String reason) {
    return new AddressResult.Invalid(List.of(new AddressProblem(1, 1, "", reason)));
  }

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

package dev.notifier.replies.address;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the files of all addresses of an installation, when a program starts. */
public final class ConfiguredAddresses {
  private ConfiguredAddresses() {}

  /**
   * Reads the files in their order.
   *
   * @param files as {@link AddressFiles#load} takes them
   * @throws IllegalStateException with all errors of all files
   */
  public static List<AddressConfig> read(List<String> files) {
    List<AddressConfig> addresses = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (String file : files) {
      switch (AddressFiles.load(file)) {
        case AddressResult.Read read -> {
          if (!known.add(read.config().address())) {
            problems.add(file + ": another file has the address " + read.config().address());
          }
          addresses.add(read.config());
        }
        case AddressResult.Invalid invalid ->
            invalid.problems().forEach(problem -> problems.add(text(file, problem)));
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          "notifier.replies.addresses cannot be read: " + String.join("; ", problems));
    }
    return addresses;
  }

  private static String text(String file, AddressProblem problem) {
    String at = problem.path().isEmpty() ? "" : problem.path() + ": ";
    return file + ":" + problem.line() + ":" + problem.column() + ": " + at + problem.reason();
  }
}

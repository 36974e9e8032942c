package dev.notifier.worker.inbound;

import dev.notifier.config.replies.RepliesConfig;
import dev.notifier.replies.address.AddressConfig;
import dev.notifier.replies.address.AddressFiles;
import dev.notifier.replies.address.AddressProblem;
import dev.notifier.replies.address.AddressResult;
import dev.notifier.replies.address.ShippedAddresses;
import dev.notifier.replies.decision.KnowledgeLookup;
import dev.notifier.replies.rules.InboundRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The addresses that people write to, with their rules. Immutable. */
public final class InboundAddresses {
  private static final String SHIPPED = "shipped:";

  private final Map<String, Address> byAddress;

  private InboundAddresses(Map<String, Address> byAddress) {
    this.byAddress = Map.copyOf(byAddress);
  }

  /**
   * An address.
   *
   * @param tenant whose messages those are that answer no notification
   */
  record Address(AddressConfig config, InboundRules rules, String tenant) {}

  /**
   * Reads the files of all addresses.
   *
   * @throws IllegalStateException with all errors of all files
   */
  public static InboundAddresses read(RepliesConfig config) {
    List<String> problems = new ArrayList<>();
    Map<String, Address> addresses = new HashMap<>();
    for (RepliesConfig.Address each : config.addresses()) {
      AddressConfig read = read(each.file(), problems);
      if (read != null
          && addresses.put(
                  key(read.address()),
                  new Address(read, new InboundRules(read, KnowledgeLookup.NONE), each.tenant()))
              != null) {
        problems.add(each.file() + ": there is another file for the address " + read.address());
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          "notifier.replies.addresses cannot be read: " + String.join("; ", problems));
    }
    return new InboundAddresses(addresses);
  }

  private static @Nullable AddressConfig read(String file, List<String> problems) {
    if (file.startsWith(SHIPPED)) {
      return shipped(file.substring(SHIPPED.length()), problems);
    }
    try {
      return switch (AddressFiles.read(Files.readString(Path.of(file), StandardCharsets.UTF_8))) {
        case AddressResult.Read found -> found.config();
        case AddressResult.Invalid invalid -> {
          invalid.problems().forEach(problem -> problems.add(text(file, problem)));
          yield null;
        }
      };
    } catch (IOException | InvalidPathException e) {
      problems.add(file + " cannot be read: " + e.getClass().getSimpleName());
      return null;
    }
  }

  private static @Nullable AddressConfig shipped(String address, List<String> problems) {
    List<AddressConfig> shipped = ShippedAddresses.all();
    for (AddressConfig each : shipped) {
      if (each.address().equals(address)) {
        return each;
      }
    }
    problems.add(
        "no address "
            + address
            + " is shipped; write one of "
            + String.join(", ", shipped.stream().map(each -> SHIPPED + each.address()).toList()));
    return null;
  }

  private static String text(String file, AddressProblem problem) {
    return file
        + ":"
        + problem.line()
        + ":"
        + problem.column()
        + " "
        + problem.path()
        + ": "
        + problem.reason();
  }

  /** Carriers write an address with a plus or without. */
  private static String key(String address) {
    String stripped = address.strip();
    return (stripped.startsWith("+") ? stripped.substring(1) : stripped).toUpperCase(Locale.ROOT);
  }

  /** Returns the address; null if it has no rules, so that its messages are only stored. */
  @Nullable Address find(String address) {
    return byAddress.get(key(address));
  }

  /** Returns an entry for each address. */
  List<Address> all() {
    return byAddress.values().stream().filter(Objects::nonNull).toList();
  }
}

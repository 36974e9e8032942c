package dev.notifier.worker.inbound;

import dev.notifier.config.replies.RepliesConfig;
import dev.notifier.contracts.access.TenantRecord;
import dev.notifier.replies.address.AddressConfig;
import dev.notifier.replies.address.ConfiguredAddresses;
import dev.notifier.replies.decision.KnowledgeLookup;
import dev.notifier.replies.rules.InboundRules;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The addresses that people write to, with their rules. Immutable. */
public final class InboundAddresses {
  private final Map<String, Address> byAddress;

  private InboundAddresses(Map<String, Address> byAddress) {
    this.byAddress = Map.copyOf(byAddress);
  }

  /**
   * An address.
   *
   * @param tenant whose messages those are that answer no notification
   */
  record Address(AddressConfig config, InboundRules rules, String tenant) {
    /** Whether people practise with it: then nothing follows for what others have sent. */
    boolean isForTests() {
      return TenantRecord.isShadow(tenant);
    }
  }

  /**
   * Reads the files of all addresses.
   *
   * @throws IllegalStateException with all errors of all files
   */
  public static InboundAddresses read(List<RepliesConfig.Address> addresses) {
    List<AddressConfig> configs =
        ConfiguredAddresses.read(addresses.stream().map(RepliesConfig.Address::file).toList());
    Map<String, Address> byAddress = new HashMap<>();
    for (int i = 0; i < configs.size(); i++) {
      AddressConfig config = configs.get(i);
      byAddress.put(
          key(config.address()),
          new Address(
              config, new InboundRules(config, KnowledgeLookup.NONE), addresses.get(i).tenant()));
    }
    return new InboundAddresses(byAddress);
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

  /** Returns the configurations of all addresses. */
  public List<AddressConfig> configs() {
    return byAddress.values().stream().map(Address::config).toList();
  }

  /** Returns an entry for each address. */
  List<Address> all() {
    return byAddress.values().stream().filter(Objects::nonNull).toList();
  }
}

package dev.notifier.config.replies;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What people send to the addresses of Notifier, and what becomes of it.
 *
 * @param addresses those that people write to, at most 100; empty = messages are only stored
 * @param providers who deliver messages by HTTP, by name, at most 20
 * @param queries the system that answers queries
 * @param hotline where agents hand conversations over to
 */
public record RepliesConfig(
    @DefaultValue @Size(max = 100, message = "must be at most 100 addresses") List<@Valid Address> addresses,
    @DefaultValue @Size(max = 20, message = "must be at most 20 providers") Map<@Pattern(regexp = NAME, message = NAME_MESSAGE) String, @Valid ProviderConfig>
            providers,
    @DefaultValue @Valid QueriesConfig queries,
    @DefaultValue @Valid HotlineConfig hotline) {
  static final String NAME = "[a-z0-9-]{1,40}";
  static final String NAME_MESSAGE = "must be 1 to 40 of a to z, 0 to 9 and hyphen";

  private static final String TENANT = NAME + "(~test)?";

  public RepliesConfig {
    addresses = List.copyOf(addresses);
    providers = Map.copyOf(providers);
  }

  /** The files of the addresses, in their order. */
  public List<String> files() {
    return addresses.stream().map(Address::file).toList();
  }

  /**
   * An address that people write to.
   *
   * @param file the file with its rules, or {@code shipped:} and the address of one that ships with
   *     Notifier
   * @param tenant whose messages those are that answer no notification; with {@code ~test} at its
   *     end, people practise with the address
   */
  public record Address(
      @DefaultValue("") @NotBlank(message = "must be a file, or shipped: and an address") String file,
      @DefaultValue("default")
          @Pattern(regexp = TENANT, message = NAME_MESSAGE + ", and may end in ~test") String tenant) {}
}

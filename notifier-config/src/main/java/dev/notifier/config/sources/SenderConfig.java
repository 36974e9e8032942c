package dev.notifier.config.sources;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A further sender address of a route.
 *
 * @param address at most 11 characters if alphanumeric (GSM TS 23.040, 9.1.2.5)
 * @param ton type of number (SMPP v3.4, 5.2.5); null = network-specific for digits, else
 *     alphanumeric
 * @param npi numbering plan indicator (SMPP v3.4, 5.2.6); null = unknown
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SenderConfig(
    @DefaultValue("")
        @Pattern(regexp = "[A-Za-z0-9 ._+-]{1,20}", message = "must be 1 to 20 ASCII characters") String address,
    @Min(0) @Max(6) @Nullable Integer ton,
    @Min(0) @Max(18) @Nullable Integer npi) {
  private static final int NETWORK_SPECIFIC = 3;
  static final int ALPHANUMERIC = 5;
  private static final int UNKNOWN_NPI = 0;

  /** An address whose type follows from its characters. */
  public static SenderConfig of(String address) {
    return new SenderConfig(address, null, null);
  }

  /** The type of number: as configured, or as its characters show. */
  public int actualTon() {
    if (ton != null) {
      return ton;
    }
    boolean isNumber = address.chars().allMatch(c -> c >= '0' && c <= '9');
    return isNumber ? NETWORK_SPECIFIC : ALPHANUMERIC;
  }

  /** The numbering plan: as configured, or unknown. */
  public int actualNpi() {
    return npi == null ? UNKNOWN_NPI : npi;
  }
}

package dev.notifier.config;

import static dev.notifier.config.values.DefaultValues.orDefault;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The sender address of a route.
 *
 * @param address at most 11 characters if alphanumeric (GSM TS 23.040, 9.1.2.5)
 * @param ton type of number, 5 = alphanumeric (SMPP v3.4, 5.2.5)
 * @param npi numbering plan indicator (SMPP v3.4, 5.2.6)
 */
public record SourceConfig(
    @DefaultValue("BHXHVN")
        @Pattern(regexp = "[A-Za-z0-9 ._+-]{1,20}", message = "must be 1 to 20 ASCII characters") String address,
    @DefaultValue("5") @Min(0) @Max(6) int ton,
    @DefaultValue("0") @Min(0) @Max(18) int npi) {
  /** Accepts routes that were stored before a component was added. */
  public SourceConfig {
    address = orDefault(address, SourceConfig.class, SourceConfig::address);
  }
}

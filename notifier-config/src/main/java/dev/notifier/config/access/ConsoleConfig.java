package dev.notifier.config.access;

import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The pages of operators, which the api serves under {@code /console}.
 *
 * @param enabled whether there is a console
 * @param startCode signs in once, within 30 minutes of the start, with the rights of {@code
 *     notifier.api-key}; for a start on one's own machine. Empty for none
 */
public record ConsoleConfig(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("")
        @Pattern(
            regexp = "|[A-Za-z0-9_-]{32,100}",
            message = "must be 32 to 100 of A to Z, a to z, 0 to 9, hyphen and _")
        String startCode) {
  /** Does not contain the code. */
  @Override
  public String toString() {
    return "ConsoleConfig[enabled=" + enabled + "]";
  }
}
